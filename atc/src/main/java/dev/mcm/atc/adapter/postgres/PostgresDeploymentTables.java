package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.AnswerTable;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.SpecVersionStore;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.instancetype.InstanceTypeStore;
import dev.mcm.state.model.Model;
import dev.mcm.state.model.ModelStore;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.organization.OrganizationStore;
import dev.mcm.type.v1.ResolvedSpec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [DeploymentTables] on Postgres.
public record PostgresDeploymentTables(Tx tx, StatusReader reader) implements DeploymentTables {
    private static final DeploymentStore DEPLOYMENTS = new DeploymentStore();
    private static final SpecStore SPECS = new SpecStore();
    private static final SpecVersionStore VERSIONS = new SpecVersionStore();
    private static final ModelStore MODELS = new ModelStore();
    private static final InstanceTypeStore INSTANCE_TYPES = new InstanceTypeStore();
    private static final OrganizationStore ORGANIZATIONS = new OrganizationStore();

    @Override
    public Optional<Deployment> find(DeploymentId id) {
        return DEPLOYMENTS.find(tx, id);
    }

    @Override
    public Optional<Deployment> lock(DeploymentId id) {
        return DEPLOYMENTS.lock(tx, id);
    }

    @Override
    public Optional<Deployment> findByName(ModelId model, String name) {
        return DEPLOYMENTS.findByName(tx, model, name);
    }

    @Override
    public List<Deployment> list(
            DeploymentFilter filter, @Nullable DeploymentPosition after, int limit) {
        return DEPLOYMENTS.list(tx, filter, after, limit);
    }

    @Override
    public Map<DeploymentId, DeploymentRecord> records(Collection<DeploymentId> ids) {
        return reader.find(tx, ids);
    }

    @Override
    public List<SpecVersion> versions(DeploymentId id, long below, int limit) {
        return VERSIONS.page(tx, id, below, limit);
    }

    @Override
    public Map<SpecHash, ResolvedSpec> specs(Collection<SpecHash> hashes) {
        return reader.specs(tx, hashes);
    }

    @Override
    public void putVersions(Collection<SpecVersion> versions) {
        VERSIONS.put(tx, versions);
    }

    @Override
    public void insert(Deployment row) {
        DEPLOYMENTS.insert(tx, row);
    }

    @Override
    public void update(Deployment row, long expectedRevision) {
        DEPLOYMENTS.update(tx, row, expectedRevision);
    }

    @Override
    public Optional<StoredSpec> spec(SpecHash hash) {
        return SPECS.find(tx, hash);
    }

    @Override
    public void put(StoredSpec spec, Instant now) {
        SPECS.put(tx, spec, now);
    }

    @Override
    public Optional<Model> model(ModelId id) {
        return MODELS.find(tx, id);
    }

    @Override
    public Optional<Organization> organization(OrganizationId id) {
        return ORGANIZATIONS.find(tx, id);
    }

    @Override
    public List<InstanceType> instanceTypes() {
        return INSTANCE_TYPES.all(tx);
    }

    @Override
    public AnswerTable answers() {
        return new PostgresAnswerTable(tx);
    }
}
