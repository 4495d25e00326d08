package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One deployment: what is asked for and what was decided before.
///
/// @param organization whose it is; empty in scenes without reserved planes
/// @param organizationRegions regions the organisation allows, empty = all
/// @param active false = inactive or being deleted: nothing of it may run
/// @param desired replicas wanted; null = the Autoscaler has not decided yet
/// @param placements rows as stored, zero replicas included
/// @param summary as stored; null = none
/// @param summaryAt when that was written; null = not known
/// @param verdicts as stored; read only while the summary is to be explained
/// @param rollout how its replicas give way to others
public record DeploymentFacts(
        DeploymentId id,
        String organization,
        Set<String> organizationRegions,
        long specVersion,
        int priority,
        Instant createdAt,
        boolean active,
        @Nullable Integer desired,
        DeploymentSpec spec,
        List<PlacedCell> placements,
        @Nullable SummaryCounts summary,
        @Nullable Instant summaryAt,
        List<Verdict> verdicts,
        Rollout rollout) {
    public DeploymentFacts {
        organizationRegions = Set.copyOf(organizationRegions);
        placements = List.copyOf(placements);
        verdicts = List.copyOf(verdicts);
    }

    /// What runs there is what the deployment's version asks for.
    boolean isCurrent(Cell cell) {
        return spec.option(cell.instanceType())
                .filter(option -> option.revision().equals(cell.revision()))
                .isPresent();
    }

    boolean isCurrent(PlacedCell placed) {
        return isCurrent(placed.cell());
    }

    /// Of an organisation that no plane is reserved for, with the default rollout settings; when
    /// its summary was written is not known.
    public DeploymentFacts(
            DeploymentId id,
            Set<String> organizationRegions,
            long specVersion,
            int priority,
            Instant createdAt,
            boolean active,
            @Nullable Integer desired,
            DeploymentSpec spec,
            List<PlacedCell> placements,
            @Nullable SummaryCounts summary,
            List<Verdict> verdicts) {
        this(
                id,
                "",
                organizationRegions,
                specVersion,
                priority,
                createdAt,
                active,
                desired,
                spec,
                placements,
                summary,
                null,
                verdicts,
                Rollout.DEFAULT);
    }
}
