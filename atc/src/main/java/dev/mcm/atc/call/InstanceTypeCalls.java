package dev.mcm.atc.call;

/// The calls of InstanceTypeService.
public record InstanceTypeCalls(
        PutInstanceTypeCall put, GetInstanceTypeCall get, ListInstanceTypesCall list) {}
