package dev.mcm.atc.call;

/// The calls of ModelService.
public record ModelCalls(
        CreateModelCall create, GetModelCall get, ListModelsCall list, DeleteModelCall delete) {}
