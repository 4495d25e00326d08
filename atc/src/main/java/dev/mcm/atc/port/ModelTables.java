package dev.mcm.atc.port;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.model.Model;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What calls about models read and write.
public interface ModelTables {
    boolean hasOrganization(OrganizationId id);

    Optional<Model> find(ModelId id);

    Optional<Model> findByName(OrganizationId organization, String name);

    /// In order of name, then id.
    ///
    /// @param organization only its models; null = all
    /// @param afterName name of the last model of the page before; empty = first page
    List<Model> list(
            @Nullable OrganizationId organization, String afterName, String afterId, int limit);

    /// ALREADY_EXISTS when the organisation has a model of this name.
    void insert(Model row);

    /// IN_USE while it has deployments.
    void delete(ModelId id);

    AnswerTable answers();
}
