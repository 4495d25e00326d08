package dev.mcm.atctl.view;

import dev.mcm.atc.v1.InstanceType;
import dev.mcm.atc.v1.Model;
import dev.mcm.atc.v1.Organization;
import java.util.List;

/// Models, organisations and instance types as text.
public final class CatalogText {
    private CatalogText() {}

    public static List<String> models(List<Model> models) {
        Columns columns = new Columns("ID", "NAME", "ORGANIZATION", "CREATED");
        models.forEach(m ->
                columns.add(
                        m.getId(),
                        m.getName(),
                        m.getOrganizationId(),
                        Times.text(m.getCreatedAt())));
        return models.isEmpty() ? List.of("no models") : columns.lines();
    }

    public static List<String> organizations(List<Organization> organizations) {
        Columns columns = new Columns("ID", "NAME", "CPU", "GPU", "REGIONS", "CREATED");
        organizations.forEach(o ->
                columns.add(
                        o.getId(),
                        o.getDisplayName(),
                        o.getCpuDeployments() ? "yes" : "no",
                        o.getGpuDeployments() ? "yes" : "no",
                        o.getAllowedRegionsCount() == 0
                                ? "all"
                                : String.join(",", o.getAllowedRegionsList()),
                        Times.text(o.getCreatedAt())));
        return organizations.isEmpty() ? List.of("no organizations") : columns.lines();
    }

    public static List<String> instanceTypes(List<InstanceType> types) {
        Columns columns =
                new Columns("NAME", "CPU MILLI", "MEMORY MIB", "GPUS", "GPU MILLI", "GPU TYPE");
        types.forEach(t ->
                columns.add(
                        t.getName(),
                        t.getShape().getCpuMilli(),
                        t.getShape().getMemoryMib(),
                        t.getShape().getGpuCount(),
                        t.getShape().getGpuMilli(),
                        t.getShape().getGpuType()));
        return types.isEmpty() ? List.of("no instance types") : columns.lines();
    }
}
