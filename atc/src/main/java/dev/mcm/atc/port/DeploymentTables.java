package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.model.Model;
import dev.mcm.state.organization.Organization;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What calls that change deployments read and write.
public interface DeploymentTables extends DeploymentReads {
    /// The row, kept from changing until the transaction ends.
    Optional<Deployment> lock(DeploymentId id);

    /// The deployment of the model that has this name and is not being deleted.
    Optional<Deployment> findByName(ModelId model, String name);

    /// ALREADY_EXISTS when the id or the name is taken.
    void insert(Deployment row);

    /// CONFLICT unless the row still has this revision.
    void update(Deployment row, long expectedRevision);

    Optional<StoredSpec> spec(SpecHash hash);

    /// Inserts unless it is there.
    void put(StoredSpec spec, Instant now);

    /// Inserts those that are not there.
    void putVersions(Collection<SpecVersion> versions);

    Optional<Model> model(ModelId id);

    Optional<Organization> organization(OrganizationId id);

    List<InstanceType> instanceTypes();

    AnswerTable answers();
}
