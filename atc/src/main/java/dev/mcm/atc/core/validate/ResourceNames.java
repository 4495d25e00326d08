package dev.mcm.atc.core.validate;

import dev.mcm.atc.core.plane.PlaneAddress;
import dev.mcm.atc.v1.InstanceType;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atc.v1.Plane;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// What the other resources of the API must be.
public final class ResourceNames {
    private static final int MAX_PROVISION_SECONDS = 86_400;
    private static final int MAX_REASON = 500;

    private ResourceNames() {}

    /// The name of a model or a deployment.
    public static void checkName(String name, Violations at) {
        Checks.syntax(at, "name", name, Syntax.LABEL_63);
    }

    public static void checkRequestId(String requestId, Violations at) {
        if (!requestId.isEmpty()) {
            Checks.syntax(at, "request_id", requestId, Syntax.REQUEST_ID);
        }
    }

    public static void checkNewOrganization(Organization organization, Violations violations) {
        checkOrganization(organization, violations);
        violations
                .in("organization")
                .check(
                        !PlaneNames.isReserved(organization.getId()),
                        "id",
                        organization.getId(),
                        "a name whose namespace on the planes is not MCM's own, "
                                + PlaneNames.SYSTEM_NAMESPACE);
    }

    public static void checkOrganization(Organization organization, Violations violations) {
        Violations at = violations.in("organization");
        at.checkParse("id", () -> new OrganizationId(organization.getId()));
        at.check(
                organization
                                .getDisplayName()
                                .codePointCount(0, organization.getDisplayName().length())
                        <= 100,
                "display_name",
                organization.getDisplayName(),
                "at most 100 characters");
        Checks.atMost(at, "allowed_regions", organization.getAllowedRegionsCount(), 64, "regions");
        Checks.items(at, "allowed_regions", organization.getAllowedRegionsList(), Syntax.ATTRIBUTE);
    }

    public static void checkInstanceType(InstanceType type, Violations violations) {
        Violations at = violations.in("instance_type");
        at.checkParse("name", () -> new InstanceTypeName(type.getName()));
        boolean taken = type.getName().equals("custom") || type.getName().startsWith("custom-");
        at.check(
                !taken,
                "name",
                type.getName(),
                "a name other than \"custom\" and \"custom-...\", which stand for inline"
                        + " resources");
        ResourceRules.checkShape(type.getShape(), at.in("shape"));
    }

    public static void checkPlane(Plane plane, Violations violations) {
        Violations at = violations.in("plane");
        at.checkParse("id", () -> new PlaneId(plane.getId()));
        Checks.syntax(at, "provider", plane.getProvider(), Syntax.ATTRIBUTE);
        Checks.syntax(at, "region", plane.getRegion(), Syntax.ATTRIBUTE);
        Checks.syntax(at, "credentials_ref", plane.getCredentialsRef(), Syntax.FILE_NAME);
        checkUrl("api_url", plane.getApiUrl(), at);
        checkPrivate("api_url", plane.getApiUrl(), at);
        checkUrl("gateway_url", plane.getGatewayUrl(), at);
        at.check(
                plane.getProvisionTimeoutSeconds() >= 0
                        && plane.getProvisionTimeoutSeconds() <= MAX_PROVISION_SECONDS,
                "provision_timeout_seconds",
                plane.getProvisionTimeoutSeconds(),
                "0 to " + MAX_PROVISION_SECONDS);
        Checks.atMost(at, "reserved_for", plane.getReservedForCount(), 64, "organisations");
        for (int i = 0; i < plane.getReservedForCount(); i++) {
            String organization = plane.getReservedFor(i);
            at.checkParse("reserved_for[" + i + "]", () -> new OrganizationId(organization));
        }
    }

    public static void checkReason(String reason, Violations at) {
        at.check(!reason.isBlank(), "reason", reason, "why, for the next operator; it is required");
        at.check(
                reason.length() <= MAX_REASON,
                "reason",
                reason.length() + " characters",
                "at most " + MAX_REASON);
    }

    private static void checkUrl(String field, String value, Violations at) {
        at.check(
                isHttpUrl(value),
                field,
                value,
                "an http or https URL with a host and at most 300 characters, without user or"
                        + " query");
    }

    /// Credentials are sent there.
    private static void checkPrivate(String field, String value, Violations at) {
        boolean open = PlaneAddress.of(value).filter(address -> !address.isPrivate()).isPresent();
        at.check(!open, field, value, "https; http is for loopback addresses only");
    }

    private static boolean isHttpUrl(String value) {
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme();
            return value.length() <= 300
                    && scheme != null
                    && Set.of("http", "https").contains(scheme)
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
