package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import java.util.List;

/// What a tenant's process may not ask of the kernel. It fits Pod Security `baseline`; images that
/// run as root and drop their rights themselves go on working.
final class PodConfinement {
    /// Of those that container runtimes give: forged packets, device nodes, rights on files and on
    /// the process itself, another root directory, records of the audit log. The ones that stay are
    /// for owners of files, users, signals and low ports.
    private static final List<String> DROPPED =
            List.of("AUDIT_WRITE", "MKNOD", "NET_RAW", "SETFCAP", "SETPCAP", "SYS_CHROOT");

    private PodConfinement() {}

    static void put(Fields podSpec, Fields container) {
        podSpec.put(
                TemplateGeneration.SECURITY,
                fields().put(TemplateGeneration.SECCOMP, fields().put("type", "RuntimeDefault")));
        container.put(
                TemplateGeneration.SECURITY,
                fields().put("capabilities", fields().put("drop", DROPPED)));
    }
}
