package dev.mcm.atc.adapter.postgres;

import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Tx;
import dev.mcm.state.model.Model;
import dev.mcm.state.sql.Statements;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Models in order of name.
public final class ModelPages {
    private static final String PAGE =
            """
            SELECT id, organization_id, name, created_at FROM models
            WHERE (? = '' OR organization_id = ?) AND (name, id) > (?, ?)
            ORDER BY name, id LIMIT ?
            """;

    private ModelPages() {}

    /// @param organization empty = of all
    /// @param afterName name of the last model of the page before; empty = first page
    public static List<Model> read(
            Tx tx,
            Optional<OrganizationId> organization,
            String afterName,
            String afterId,
            int limit) {
        String owner = organization.map(OrganizationId::value).orElse("");
        return Statements.query(
                tx,
                PAGE,
                row ->
                        new Model(
                                new ModelId(row.getString(1)),
                                new OrganizationId(row.getString(2)),
                                row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant()),
                owner,
                owner,
                afterName,
                afterId,
                limit);
    }
}
