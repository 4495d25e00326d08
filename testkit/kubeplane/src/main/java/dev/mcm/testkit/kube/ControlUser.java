package dev.mcm.testkit.kube;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Who has a fixed token for the API server. The names are those to which Kubernetes itself grants
/// the roles of its components.
enum ControlUser {
    ADMIN("kubernetes-admin", "system:masters"),
    CONTROLLER_MANAGER("system:kube-controller-manager", ""),
    SCHEDULER("system:kube-scheduler", ""),
    KWOK("kwok-controller", "system:masters");

    private final String user;
    private final String groups;

    ControlUser(String user, String groups) {
        this.user = user;
        this.groups = groups;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param secret part of the cluster's tokens that nobody can guess
    String token(String secret) {
        return fileName() + "-" + secret;
    }

    /// The API server's token file.
    static String file(String secret) {
        return Arrays.stream(values())
                .map(user ->
                        "%s,%s,%s,\"%s\"%n"
                                .formatted(
                                        user.token(secret),
                                        user.user,
                                        user.fileName(),
                                        user.groups))
                .collect(Collectors.joining());
    }
}
