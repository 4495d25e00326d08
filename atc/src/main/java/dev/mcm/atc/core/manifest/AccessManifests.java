package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import java.util.List;
import java.util.Map;

/// How a plane's gateway reaches a deployment's pods.
final class AccessManifests {
    private AccessManifests() {}

    static Manifest service(PushedDeployment deployment, long pushVersion) {
        Fields port =
                fields().put("name", PlaneNames.REQUEST_PORT)
                        .put("port", PlaneNames.SERVICE_PORT)
                        .put("targetPort", PlaneNames.REQUEST_PORT)
                        .put("protocol", "TCP");
        Fields spec =
                fields().put(
                                "selector",
                                Map.of(PlaneNames.LABEL_DEPLOYMENT, deployment.id().value()))
                        .put("ports", List.of(port.build()));
        ManifestKey key =
                new ManifestKey(
                        ManifestKind.SERVICE,
                        deployment.namespace(),
                        PlaneNames.service(deployment.id()));
        return Manifest.of(
                key,
                pushVersion,
                ObjectLabels.metadata(ObjectLabels.of(deployment), pushVersion),
                fields().put("spec", spec));
    }

    static Manifest httpRoute(PushedDeployment deployment, long pushVersion) {
        Fields parent =
                fields().put("name", PlaneNames.GATEWAY)
                        .put("namespace", PlaneNames.SYSTEM_NAMESPACE);
        Fields match =
                fields().put(
                                "path",
                                fields().put("type", "PathPrefix")
                                        .put("value", PlaneNames.pathPrefix(deployment.id())));
        Fields backend =
                fields().put("name", PlaneNames.service(deployment.id()))
                        .put("port", PlaneNames.SERVICE_PORT);
        Fields rule =
                fields().put("matches", List.of(match.build()))
                        .put("backendRefs", List.of(backend.build()));
        Fields spec =
                fields().put("parentRefs", List.of(parent.build()))
                        .put("rules", List.of(rule.build()));
        ManifestKey key =
                new ManifestKey(
                        ManifestKind.HTTP_ROUTE,
                        deployment.namespace(),
                        PlaneNames.httpRoute(deployment.id()));
        return Manifest.of(
                key,
                pushVersion,
                ObjectLabels.metadata(ObjectLabels.of(deployment), pushVersion),
                fields().put("spec", spec));
    }
}
