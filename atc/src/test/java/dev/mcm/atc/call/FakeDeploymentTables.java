package dev.mcm.atc.call;

import dev.mcm.atc.core.status.Outcome;
import dev.mcm.atc.core.status.StatusFacts;
import dev.mcm.atc.port.AnswerTable;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.DeploymentPosition;
import dev.mcm.state.deployment.Milestones;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.model.Model;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.scale.ScaleTarget;
import dev.mcm.type.v1.ResolvedSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [DeploymentTables] of [FakeControl].
record FakeDeploymentTables(FakeTx tx) implements DeploymentTables {
    private static final Comparator<Deployment> NEWEST_FIRST =
            Comparator.comparing(Deployment::createdAt)
                    .reversed()
                    .thenComparing(row -> row.id().value());

    @Override
    public Optional<Deployment> find(DeploymentId id) {
        return Optional.ofNullable(tx.rows.deployments.get(id));
    }

    @Override
    public Optional<Deployment> lock(DeploymentId id) {
        tx.lock(id);
        return find(id);
    }

    @Override
    public Optional<Deployment> findByName(ModelId model, String name) {
        return tx.rows.deployments.values().stream()
                .filter(row -> row.modelId().equals(model) && row.name().equals(name))
                .filter(row -> row.lifecycle() != DeploymentLifecycle.DELETING)
                .findFirst();
    }

    @Override
    public List<Deployment> list(
            DeploymentFilter filter, @Nullable DeploymentPosition after, int limit) {
        return tx.rows.deployments.values().stream()
                .filter(row ->
                        filter.organizationId() == null
                                || filter.organizationId().equals(row.organizationId()))
                .filter(row -> filter.modelId() == null || filter.modelId().equals(row.modelId()))
                .filter(row -> filter.lifecycles().contains(row.lifecycle()))
                .filter(row -> after == null || isBehind(row, after))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private static boolean isBehind(Deployment row, DeploymentPosition after) {
        int compared = after.createdAt().compareTo(row.createdAt());
        return compared > 0
                || (compared == 0 && row.id().value().compareTo(after.id().value()) > 0);
    }

    @Override
    public Map<DeploymentId, DeploymentRecord> records(Collection<DeploymentId> ids) {
        Map<DeploymentId, DeploymentRecord> records = new HashMap<>();
        for (DeploymentId id : ids) {
            find(id).ifPresent(row -> records.put(id, record(row)));
        }
        return records;
    }

    private DeploymentRecord record(Deployment row) {
        @Nullable ScaleTarget scale = tx.rows.scales.get(row.id());
        StatusFacts facts =
                new StatusFacts(
                        row.lifecycle(),
                        row.specVersion(),
                        false,
                        row.updatedAt(),
                        row.rollout().progressDeadline(),
                        Milestones.NONE,
                        scale == null ? null : Integer.valueOf(scale.desired()),
                        Outcome.NONE,
                        List.of());
        return new DeploymentRecord(row, spec(row.specHash()).orElseThrow().parse(), facts);
    }

    @Override
    public List<SpecVersion> versions(DeploymentId id, long below, int limit) {
        return tx.rows.versions.stream()
                .filter(version -> version.deploymentId().equals(id) && version.number() < below)
                .sorted(Comparator.comparingLong(SpecVersion::number).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Map<SpecHash, ResolvedSpec> specs(Collection<SpecHash> hashes) {
        Map<SpecHash, ResolvedSpec> found = new HashMap<>();
        hashes.forEach(hash -> spec(hash).ifPresent(spec -> found.put(hash, spec.parse())));
        return found;
    }

    @Override
    public void putVersions(Collection<SpecVersion> versions) {
        tx.requireWritable();
        for (SpecVersion version : versions) {
            if (find(version.deploymentId()).isEmpty() || spec(version.specHash()).isEmpty()) {
                throw new AssertionError(version + " refers to what is not stored");
            }
            if (versions(version.deploymentId(), Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                    .noneMatch(row -> row.number() == version.number())) {
                tx.rows.versions.add(version);
            }
        }
    }

    @Override
    public void insert(Deployment row) {
        tx.requireWritable();
        FakeTx.requireAbsent(
                find(row.id()).isEmpty() && findByName(row.modelId(), row.name()).isEmpty(),
                "deployment",
                row.name());
        if (!tx.rows.specs.containsKey(row.specHash())) {
            throw new AssertionError("spec " + row.specHash() + " is not stored");
        }
        tx.rows.deployments.put(row.id(), row);
    }

    @Override
    public void update(Deployment row, long expectedRevision) {
        tx.requireLocked(row.id());
        long revision = find(row.id()).orElseThrow().revision();
        FakeTx.requireRevision("deployment", row.id(), expectedRevision, revision);
        tx.rows.deployments.put(row.id(), row.withRevision(revision + 1));
    }

    @Override
    public Optional<StoredSpec> spec(SpecHash hash) {
        return Optional.ofNullable(tx.rows.specs.get(hash));
    }

    @Override
    public void put(StoredSpec spec, Instant now) {
        tx.requireWritable();
        tx.rows.specs.put(spec.hash(), spec);
    }

    @Override
    public Optional<Model> model(ModelId id) {
        return Optional.ofNullable(tx.rows.models.get(id));
    }

    @Override
    public Optional<Organization> organization(OrganizationId id) {
        return Optional.ofNullable(tx.rows.organizations.get(id));
    }

    @Override
    public List<InstanceType> instanceTypes() {
        return List.copyOf(tx.rows.instanceTypes.values());
    }

    @Override
    public AnswerTable answers() {
        return new FakeAnswerTable(tx);
    }
}
