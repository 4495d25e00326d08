package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.SecretEnv;
import dev.mcm.type.v1.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The model's container.
final class ContainerManifest {
    private ContainerManifest() {}

    static Fields of(DeploymentSpec spec, Shape shape, int leaveSeconds) {
        Fields container =
                fields().put("name", "model")
                        .put("image", spec.getImage())
                        .put("command", spec.getCommandList())
                        .put("args", spec.getArgsList())
                        .put("env", env(spec))
                        .put("ports", ports(spec))
                        .put("resources", resources(shape))
                        .put("volumeMounts", VolumeManifests.mounts(spec))
                        .put(
                                "lifecycle",
                                fields().put(
                                                "preStop",
                                                fields().put(
                                                                "sleep",
                                                                fields().put(
                                                                                "seconds",
                                                                                leaveSeconds))));
        ProbeManifests.put(spec, container);
        return container;
    }

    private static List<Map<String, Object>> ports(DeploymentSpec spec) {
        return Stream.concat(
                        Stream.of(port(PlaneNames.REQUEST_PORT, spec.getPort())),
                        spec.getPortsList().stream()
                                .map(port -> port(port.getName(), port.getNumber())))
                .toList();
    }

    private static Map<String, Object> port(String name, int number) {
        return fields().put("name", name)
                .put("containerPort", number)
                .put("protocol", "TCP")
                .build();
    }

    private static List<Map<String, Object>> env(DeploymentSpec spec) {
        Stream<Map<String, Object>> plain =
                new TreeMap<>(spec.getEnvMap())
                        .entrySet().stream()
                                .map(entry ->
                                        fields().put("name", entry.getKey())
                                                .put("value", entry.getValue())
                                                .build());
        Stream<Map<String, Object>> secret =
                spec.getSecretEnvList().stream().map(ContainerManifest::secret);
        return Stream.concat(plain, secret).toList();
    }

    private static Map<String, Object> secret(SecretEnv secret) {
        Fields reference = fields().put("name", secret.getSecret()).put("key", secret.getKey());
        return fields().put("name", secret.getName())
                .put("valueFrom", fields().put("secretKeyRef", reference))
                .build();
    }

    /// Memory and GPUs are limited to what is requested; CPU may burst.
    private static Fields resources(Shape shape) {
        String memory = QuantityText.memory(shape.getMemoryMib());
        Fields requests =
                gpus(shape).put("cpu", QuantityText.cpu(shape.getCpuMilli())).put("memory", memory);
        return fields().put("requests", requests).put("limits", gpus(shape).put("memory", memory));
    }

    private static Fields gpus(Shape shape) {
        if (shape.getGpuCount() == 0) {
            return fields();
        }
        int milli = shape.getGpuMilli();
        return milli > 0 && milli < PlaneNames.GPU_MILLI_PER_GPU
                ? fields().put(PlaneNames.RESOURCE_GPU_MILLI, QuantityText.count(milli))
                : fields().put(PlaneNames.RESOURCE_GPU, QuantityText.count(shape.getGpuCount()));
    }
}
