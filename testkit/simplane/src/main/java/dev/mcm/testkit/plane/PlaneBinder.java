package dev.mcm.testkit.plane;

/// Which of the nodes that fit a pod a plane prefers. Of equal ones the first by name.
public enum PlaneBinder {
    /// As kube-scheduler does by default (NodeResourcesFit, LeastAllocated): the node whose cpu and
    /// memory are the least taken afterwards, each in whole percent; GPUs are not looked at.
    SPREADING,
    /// As the profile does that MCM recommends (MostAllocated): the node that has the least left of
    /// cpu, memory and GPUs, each as a share of the largest node's.
    PACKING
}
