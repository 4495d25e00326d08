package dev.mcm.atctl.command;

import com.google.protobuf.FieldMask;
import dev.mcm.atc.v1.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a plane is, as options. One that is not given is left unset, and as it is.
final class PlaneFields {
    @Option(names = "--provider", description = "Cloud provider, for example aws.")
    private @Nullable String provider;

    @Option(names = "--region", description = "Region, for example us-east-1.")
    private @Nullable String region;

    @Option(names = "--api-url", description = "Address of its Kubernetes API.")
    private @Nullable String apiUrl;

    @Option(
            names = "--credentials",
            description = "Name of a kubeconfig file in ATC's credentials directory.")
    private @Nullable String credentials;

    @Option(names = "--gateway-url", description = "Address of its gateway.")
    private @Nullable String gatewayUrl;

    @Option(
            names = "--shares-gpus",
            negatable = true,
            description = "Its nodes share GPUs between pods, or no longer do.")
    private @Nullable Boolean sharesGpus;

    @Option(
            names = "--reserved-for",
            split = ",",
            description = "Organisation it is reserved for; may be repeated; '' = for all.")
    private @Nullable List<String> reservedFor;

    @Option(
            names = "--provision-timeout",
            description =
                    "How long its own node autoscaler may take to bring a node, in seconds; 0 = it"
                            + " has none.")
    private @Nullable Integer provisionTimeout;

    Plane plane(String id) {
        Plane.Builder plane = Plane.newBuilder().setId(id);
        if (provider != null) {
            plane.setProvider(provider);
        }
        if (region != null) {
            plane.setRegion(region);
        }
        if (apiUrl != null) {
            plane.setApiUrl(apiUrl);
        }
        if (credentials != null) {
            plane.setCredentialsRef(credentials);
        }
        if (gatewayUrl != null) {
            plane.setGatewayUrl(gatewayUrl);
        }
        if (sharesGpus != null) {
            plane.setSharesGpus(sharesGpus);
        }
        if (reservedFor != null) {
            reservedFor.stream().filter(item -> !item.isEmpty()).forEach(plane::addReservedFor);
        }
        if (provisionTimeout != null) {
            plane.setProvisionTimeoutSeconds(provisionTimeout);
        }
        return plane.build();
    }

    /// The fields that the given options set.
    FieldMask mask() {
        FieldMask.Builder mask = FieldMask.newBuilder();
        add(mask, "provider", provider);
        add(mask, "region", region);
        add(mask, "api_url", apiUrl);
        add(mask, "credentials_ref", credentials);
        add(mask, "gateway_url", gatewayUrl);
        add(mask, "shares_gpus", sharesGpus);
        add(mask, "reserved_for", reservedFor);
        add(mask, "provision_timeout_seconds", provisionTimeout);
        return mask.build();
    }

    private static void add(FieldMask.Builder mask, String field, @Nullable Object option) {
        if (option != null) {
            mask.addPaths(field);
        }
    }
}
