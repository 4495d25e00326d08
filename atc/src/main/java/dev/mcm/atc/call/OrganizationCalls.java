package dev.mcm.atc.call;

/// The calls of OrganizationService.
public record OrganizationCalls(
        CreateOrganizationCall create,
        GetOrganizationCall get,
        ListOrganizationsCall list,
        UpdateOrganizationCall update) {}
