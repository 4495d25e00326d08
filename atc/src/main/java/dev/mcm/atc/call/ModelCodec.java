package dev.mcm.atc.call;

import dev.mcm.atc.port.ModelTables;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.model.Model;

/// Models as the API shows them.
final class ModelCodec {
    private ModelCodec() {}

    /// @throws McmException NOT_FOUND also for a model that is not the caller's
    static Model find(ModelTables tables, Caller caller, ModelId id) {
        return tables.find(id)
                .filter(row -> caller.sees(row.organizationId()))
                .orElseThrow(() -> McmException.notFound("model", id));
    }

    static dev.mcm.atc.v1.Model toProto(Model row) {
        return dev.mcm.atc.v1.Model.newBuilder()
                .setId(row.id().value())
                .setOrganizationId(row.organizationId().value())
                .setName(row.name())
                .setCreatedAt(Timestamps.of(row.createdAt()))
                .build();
    }
}
