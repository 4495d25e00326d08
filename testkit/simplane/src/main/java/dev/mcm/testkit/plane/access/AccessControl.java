package dev.mcm.testkit.plane.access;

import dev.mcm.testkit.plane.registry.Requester;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.StatusException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells who sends a request and whether that may be done. Safe for use by many threads.
public final class AccessControl {

    static final String AUTHENTICATED = "system:authenticated";

    /// May do everything.
    public static final String MASTERS = "system:masters";

    private static final String BEARER = "Bearer ";
    private static final Requester ADMIN =
            new Requester("kubernetes-admin", List.of(MASTERS, AUTHENTICATED));
    private static final Requester ANONYMOUS =
            new Requester("system:anonymous", List.of("system:unauthenticated"));

    /// How clients are told apart.
    ///
    /// @param users by bearer token
    /// @param adminToken the token of one who may do everything; empty where nobody needs a token
    /// @param rbac whether roles decide what may be done; without, who has a token may do
    ///   everything
    public record Rules(Map<String, Requester> users, String adminToken, boolean rbac) {

        public Rules {
            Map<String, Requester> known = new HashMap<>();
            users.forEach((token, user) -> known.put(token, authenticated(user)));
            users = Map.copyOf(known);
        }

        private static Requester authenticated(Requester user) {
            Set<String> groups = new LinkedHashSet<>(user.groups());
            groups.add(AUTHENTICATED);
            return new Requester(user.name(), List.copyOf(groups));
        }

        private boolean isOpen() {
            return users.isEmpty() && adminToken.isEmpty();
        }
    }

    private final Rules rules;
    private final ServiceAccounts accounts;
    private final Rbac rbac;

    public AccessControl(Rules rules, ServiceAccounts accounts, ObjectStore store) {
        this.rules = rules;
        this.accounts = accounts;
        rbac = new Rbac(store);
    }

    /// @param authorization the header of that name
    /// @throws StatusException 401 for a token that nobody has
    public Requester authenticate(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return anonymous();
        }
        String token = authorization.substring(BEARER.length()).strip();
        if (!rules.adminToken().isEmpty() && token.equals(rules.adminToken())) {
            return ADMIN;
        }
        Requester known = rules.users().get(token);
        if (known != null) {
            return known;
        }
        return accounts.requester(token).orElseGet(this::anonymousOnly);
    }

    private Requester anonymous() {
        if (rules.isOpen()) {
            return ADMIN;
        }
        if (rules.rbac()) {
            return ANONYMOUS;
        }
        throw StatusException.unauthorized();
    }

    /// An unknown token is as good as none where none is needed.
    private Requester anonymousOnly() {
        if (rules.isOpen()) {
            return ADMIN;
        }
        throw StatusException.unauthorized();
    }

    public boolean isAllowed(Requester requester, Action action) {
        return !rules.rbac()
                || requester.groups().contains(MASTERS)
                || rbac.allows(requester, action);
    }

    /// @throws StatusException 403 when the requester may not do that
    public void check(Requester requester, Action action) {
        if (!isAllowed(requester, action)) {
            throw action.refusal(requester.name());
        }
    }
}
