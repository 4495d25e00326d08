package dev.mcm.atc.adapter.kube;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/// JSON of Kubernetes objects as plain maps.
final class KubeJson {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private KubeJson() {}

    /// @throws io.fabric8.kubernetes.client.KubernetesClientException when it is not a JSON object
    @SuppressWarnings("unchecked")
    static Map<String, ?> read(String json) {
        return (Map<String, ?>) JSON.unmarshal(json, Map.class);
    }

    static String write(Map<String, ?> object) {
        return JSON.asJson(object);
    }
}
