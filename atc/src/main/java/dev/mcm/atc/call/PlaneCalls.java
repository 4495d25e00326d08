package dev.mcm.atc.call;

/// The calls of PlaneService.
public record PlaneCalls(
        RegisterPlaneCall register,
        GetPlaneCall get,
        ListPlanesCall list,
        CordonPlaneCall cordon,
        UncordonPlaneCall uncordon,
        DeclarePlaneCall declare,
        DrainPlaneCall drain,
        CancelPlaneDrainCall cancelDrain,
        ReleasePlaneRemovalsCall releaseRemovals) {}
