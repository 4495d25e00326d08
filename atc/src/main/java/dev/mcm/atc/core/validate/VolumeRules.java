package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.PodVolume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which directories a replica may have beside those of its image. Nothing of the node's own can be
/// named.
final class VolumeRules {
    private static final int MAX_VOLUMES = 32;
    private static final String OWN_PREFIX = "mcm-";
    private static final List<String> SYSTEM_PATHS = List.of("/dev", "/proc", "/sys");

    private VolumeRules() {}

    static void check(List<PodVolume> volumes, Violations spec) {
        Checks.atMost(spec, "volumes", volumes.size(), MAX_VOLUMES, "volumes");
        Set<String> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            PodVolume volume = volumes.get(i);
            String field = "volumes[" + i + "]";
            Violations at = spec.in(field);
            checkName(volume.getName(), at);
            at.check(names.add(volume.getName()), "name", volume.getName(), "each name once");
            checkPath(volume.getMountPath(), at);
            at.check(
                    paths.add(volume.getMountPath()),
                    "mount_path",
                    volume.getMountPath(),
                    "each path once");
            checkSource(volume, spec, field);
            checkUse(volume, at);
        }
    }

    private static void checkName(String name, Violations at) {
        Checks.syntax(at, "name", name, Syntax.LABEL_63);
        at.check(
                !name.startsWith(OWN_PREFIX),
                "name",
                name,
                "a name that does not begin with mcm-, which MCM keeps for itself");
    }

    private static void checkPath(String path, Violations at) {
        Checks.syntax(at, "mount_path", path, Syntax.MOUNT_PATH);
        at.check(
                SYSTEM_PATHS.stream().noneMatch(system -> (path + "/").startsWith(system + "/")),
                "mount_path",
                path,
                "a path that is not in /dev, /proc or /sys; /dev/shm is shared_memory_mib");
    }

    private static void checkSource(PodVolume volume, Violations spec, String field) {
        Violations at = spec.in(field);
        switch (volume.getSourceCase()) {
            case EMPTY_DIR_MIB ->
                    Checks.range(
                            at,
                            "empty_dir_mib",
                            volume.getEmptyDirMib(),
                            1,
                            ResourceRules.MAX_MEMORY_MIB);
            case CLAIM -> Checks.syntax(at, "claim", volume.getClaim(), Syntax.OBJECT_NAME);
            case CONFIG_MAP ->
                    Checks.syntax(at, "config_map", volume.getConfigMap(), Syntax.OBJECT_NAME);
            case SECRET -> Checks.syntax(at, "secret", volume.getSecret(), Syntax.OBJECT_NAME);
            case MODEL_CACHE -> at.check(volume.getModelCache(), "model_cache", false, "true");
            case SOURCE_NOT_SET ->
                    spec.add(
                            field,
                            "none given (expected: one of empty_dir_mib, claim, config_map, secret"
                                    + " and model_cache)");
        }
    }

    private static void checkUse(PodVolume volume, Violations at) {
        if (!volume.getSubPath().isEmpty()) {
            Checks.syntax(at, "sub_path", volume.getSubPath(), Syntax.SUB_PATH);
            at.check(
                    volume.hasClaim() || volume.hasModelCache(),
                    "sub_path",
                    volume.getSubPath(),
                    "empty, unless it is a claim or the model cache");
        }
        at.check(
                !volume.getReadOnly() || !volume.hasEmptyDirMib(),
                "read_only",
                true,
                "false, since nobody else writes to an empty directory");
    }
}
