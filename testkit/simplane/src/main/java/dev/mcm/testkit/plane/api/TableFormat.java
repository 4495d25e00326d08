package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.InstantSource;
import java.util.List;

/// Objects of one type as rows of a server-side table.
record TableFormat(ResourceType type, InstantSource clock) {

    ObjectNode head(ObjectNode table) {
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata");
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (TableColumn column : columns()) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.number() ? "integer" : "string")
                    .put("format", column.name().equals("Name") ? "name" : "")
                    .put("description", column.name())
                    .put("priority", column.wide() ? 1 : 0);
        }
        return table;
    }

    ObjectNode table(StoredObject object) {
        ObjectNode table = head(Trees.object());
        Trees.ensure(table, "metadata")
                .put("resourceVersion", Long.toString(object.resourceVersion()));
        table.putArray("rows").add(row(object));
        return table;
    }

    ObjectNode row(StoredObject object) {
        ObjectNode row = Trees.object();
        ArrayNode cells = row.putArray("cells");
        for (TableColumn column : columns()) {
            String cell = column.cell().of(object, clock.instant());
            if (column.number()) {
                cells.add(cell.isEmpty() ? 0 : Integer.parseInt(cell));
            } else {
                cells.add(cell);
            }
        }
        row.set("object", Representation.metadataOf(object));
        return row;
    }

    private List<TableColumn> columns() {
        return TableColumns.of(type);
    }
}
