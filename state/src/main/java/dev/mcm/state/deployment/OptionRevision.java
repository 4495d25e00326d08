package dev.mcm.state.deployment;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;

/// What the pods of one option of a spec are made of.
public record OptionRevision(InstanceTypeName instanceType, PodRevision revision) {}
