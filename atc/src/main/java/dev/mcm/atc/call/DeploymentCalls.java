package dev.mcm.atc.call;

/// The calls of DeploymentService.
public record DeploymentCalls(
        CreateDeploymentCall create,
        GetDeploymentCall get,
        ListDeploymentsCall list,
        ListDeploymentVersionsCall versions,
        UpdateDeploymentCall update,
        DeleteDeploymentCall delete,
        WatchDeploymentsCall watch,
        ExplainDeploymentCall explain) {}
