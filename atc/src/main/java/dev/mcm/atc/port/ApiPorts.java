package dev.mcm.atc.port;

/// What the API's calls need of the world.
///
/// @param views for calls that only read deployments
/// @param planeApis where a plane that is to be registered is asked who it is
public record ApiPorts(
        TransactionsOver<OrganizationTables> organizations,
        TransactionsOver<ModelTables> models,
        TransactionsOver<InstanceTypeTables> instanceTypes,
        TransactionsOver<PlaneTables> planes,
        TransactionsOver<DeploymentTables> deployments,
        TransactionsOver<DeploymentReads> views,
        TransactionsOver<ExplanationTables> explanations,
        TransactionsOver<SystemTables> system,
        PodSource pods,
        PlaneTopics topics,
        PlaneApis planeApis,
        PlaneCredentials credentials) {}
