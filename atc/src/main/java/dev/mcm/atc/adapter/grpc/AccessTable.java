package dev.mcm.atc.adapter.grpc;

import static dev.mcm.shared.access.Access.Scope.ALL;
import static dev.mcm.shared.access.Access.Scope.OWN;
import static dev.mcm.shared.access.Role.ADMIN;
import static dev.mcm.shared.access.Role.DEVELOPER;
import static dev.mcm.shared.access.Role.OPERATOR;
import static dev.mcm.shared.access.Role.TENANT_ADMIN;
import static dev.mcm.shared.access.Role.VIEWER;

import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.shared.access.Access;
import dev.mcm.shared.access.Role;
import io.grpc.MethodDescriptor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Who may call which method of the API: every method once, each place where rights are decided.
/// Whose rows a caller of one organisation sees is the endpoints' part ([Caller#sees]).
public final class AccessTable {
    /// Reads what belongs to the caller's organisation, or to nobody.
    private static final Access READ =
            Access.of(OWN, VIEWER, DEVELOPER, OPERATOR, TENANT_ADMIN, ADMIN);

    /// Changes what is inside an organisation.
    private static final Access DEPLOY = Access.of(OWN, DEVELOPER, OPERATOR, TENANT_ADMIN, ADMIN);

    /// Changes organisations, which none does for itself.
    private static final Access TENANTS = Access.of(ALL, TENANT_ADMIN, ADMIN);

    /// Planes, instance types and the system: what all organisations share.
    private static final Access FLEET = Access.of(ALL, OPERATOR, ADMIN);

    private static final String REFLECTION = "grpc.reflection.v1.ServerReflection/";

    private AccessTable() {}

    /// By full method name, in the order of the reference page.
    public static Map<String, Access> rows() {
        Map<String, Access> table = new LinkedHashMap<>();
        table.put(name(OrganizationServiceGrpc.getCreateOrganizationMethod()), TENANTS);
        table.put(name(OrganizationServiceGrpc.getGetOrganizationMethod()), READ);
        table.put(name(OrganizationServiceGrpc.getListOrganizationsMethod()), READ);
        table.put(name(OrganizationServiceGrpc.getUpdateOrganizationMethod()), TENANTS);

        table.put(name(ModelServiceGrpc.getCreateModelMethod()), DEPLOY);
        table.put(name(ModelServiceGrpc.getGetModelMethod()), READ);
        table.put(name(ModelServiceGrpc.getListModelsMethod()), READ);
        table.put(name(ModelServiceGrpc.getDeleteModelMethod()), DEPLOY);

        table.put(name(DeploymentServiceGrpc.getCreateDeploymentMethod()), DEPLOY);
        table.put(name(DeploymentServiceGrpc.getGetDeploymentMethod()), READ);
        table.put(name(DeploymentServiceGrpc.getListDeploymentsMethod()), READ);
        table.put(name(DeploymentServiceGrpc.getListDeploymentVersionsMethod()), READ);
        table.put(name(DeploymentServiceGrpc.getUpdateDeploymentMethod()), DEPLOY);
        table.put(name(DeploymentServiceGrpc.getDeleteDeploymentMethod()), DEPLOY);
        table.put(name(DeploymentServiceGrpc.getWatchDeploymentsMethod()), READ);
        table.put(name(DeploymentServiceGrpc.getExplainDeploymentMethod()), READ);

        table.put(name(InstanceTypeServiceGrpc.getPutInstanceTypeMethod()), FLEET);
        table.put(name(InstanceTypeServiceGrpc.getGetInstanceTypeMethod()), READ);
        table.put(name(InstanceTypeServiceGrpc.getListInstanceTypesMethod()), READ);

        table.put(name(PlaneServiceGrpc.getRegisterPlaneMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getGetPlaneMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getListPlanesMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getCordonPlaneMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getUncordonPlaneMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getDeclarePlaneMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getDrainPlaneMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getCancelPlaneDrainMethod()), FLEET);
        table.put(name(PlaneServiceGrpc.getReleasePlaneRemovalsMethod()), FLEET);

        table.put(name(AdminServiceGrpc.getGetSystemStatusMethod()), FLEET);

        table.put(REFLECTION + "ServerReflectionInfo", READ);
        return table;
    }

    private static String name(MethodDescriptor<?, ?> method) {
        return method.getFullMethodName();
    }

    /// Markdown of the reference page.
    public static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Role role : Role.values()) {
            page.append("| `").append(role.label()).append("` | ").append(role.meaning());
            page.append(" |\n");
        }
        page.append(METHODS);
        rows().forEach((method, access) -> page.append(line(method, access)));
        return page.toString();
    }

    private static String line(String method, Access access) {
        String marks =
                Arrays.stream(Role.values())
                        .map(role -> access.roles().contains(role) ? "yes" : "-")
                        .collect(Collectors.joining(" | "));
        String scope = access.scope() == ALL ? "all organisations" : "one or all";
        return "| `%s` | %s | %s |\n".formatted(shortName(method), marks, scope);
    }

    /// `Service/Method`.
    private static String shortName(String method) {
        return method.substring(method.lastIndexOf('.', method.indexOf('/')) + 1);
    }

    private static final String HEAD =
            """
            # Roles

            Generated from `AccessTable`; a test fails when this page is stale.

            A caller is a line `token role organization|* [name]` of ATC's tokens file; `*` = of all organisations. A method that is not in the table is refused.
            Health needs no token. Of what belongs to organisations, a caller of one sees and changes its own only; the rest does not exist for it (NOT_FOUND).

            Changed: `operator *` no longer creates or changes organisations, and `operator <organization>` or `admin <organization>` changes neither
            instance types nor its own organisation. Give Django `tenant-admin *`; a line `admin *` still does everything.

            | role | may |
            |---|---|
            """;

    private static final String METHODS =
            """

            | method | viewer | developer | operator | tenant-admin | admin | callers of |
            |---|---|---|---|---|---|---|
            """;
}
