package dev.mcm.bench.state;

import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.placement.Placement;
import java.util.List;

/// What a block of reads makes.
record Records(List<Deployment> deployments, List<Placement> placements) {}
