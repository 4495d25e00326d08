package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Volumes of a pod, and where its container finds them.
final class VolumeManifests {
    private static final String SHARED_MEMORY = "mcm-shm";
    private static final String SHARED_MEMORY_PATH = "/dev/shm";

    private VolumeManifests() {}

    static List<Map<String, Object>> volumes(DeploymentSpec spec) {
        List<Map<String, Object>> volumes = new ArrayList<>();
        if (spec.getSharedMemoryMib() > 0) {
            volumes.add(
                    fields().put("name", SHARED_MEMORY)
                            .put(
                                    "emptyDir",
                                    emptyDir(spec.getSharedMemoryMib()).put("medium", "Memory"))
                            .build());
        }
        spec.getVolumesList().forEach(volume -> volumes.add(volume(volume)));
        return volumes;
    }

    static List<Map<String, Object>> mounts(DeploymentSpec spec) {
        List<Map<String, Object>> mounts = new ArrayList<>();
        if (spec.getSharedMemoryMib() > 0) {
            mounts.add(
                    fields().put("name", SHARED_MEMORY)
                            .put("mountPath", SHARED_MEMORY_PATH)
                            .build());
        }
        spec.getVolumesList().forEach(volume -> mounts.add(mount(volume)));
        return mounts;
    }

    private static Map<String, Object> volume(PodVolume volume) {
        Fields named = fields().put("name", volume.getName());
        return switch (volume.getSourceCase()) {
            case EMPTY_DIR_MIB -> named.put("emptyDir", emptyDir(volume.getEmptyDirMib())).build();
            case CLAIM -> claim(named, volume.getClaim());
            case CONFIG_MAP ->
                    named.put("configMap", fields().put("name", volume.getConfigMap())).build();
            case SECRET ->
                    named.put("secret", fields().put("secretName", volume.getSecret())).build();
            case MODEL_CACHE -> claim(named, PlaneNames.MODEL_CACHE_CLAIM);
            case SOURCE_NOT_SET ->
                    throw new IllegalStateException(
                            "volume '" + volume.getName() + "' without a source (expected: one)");
        };
    }

    private static Map<String, Object> claim(Fields named, String claim) {
        return named.put("persistentVolumeClaim", fields().put("claimName", claim)).build();
    }

    private static Fields emptyDir(long mib) {
        return fields().put("sizeLimit", QuantityText.memory(mib));
    }

    /// A field that is false is not said, since a Kubernetes API does not say it either.
    private static Map<String, Object> mount(PodVolume volume) {
        Fields mount =
                fields().put("name", volume.getName())
                        .put("mountPath", volume.getMountPath())
                        .put("subPath", volume.getSubPath());
        boolean readOnly = volume.getReadOnly() || volume.hasConfigMap() || volume.hasSecret();
        return (readOnly ? mount.put("readOnly", true) : mount).build();
    }
}
