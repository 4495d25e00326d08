package dev.mcm.testkit.plane;

import dev.mcm.testkit.plane.registry.Requester;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a plane's API tells its clients apart, beside the token of its administrator.
///
/// @param users by bearer token; service accounts get tokens from the API
/// @param rbac whether roles decide what may be done; without, who has a token may do everything
/// @param tls whether the API is served over TLS, without which kubectl sends no token
public record PlaneAccess(Map<String, Requester> users, boolean rbac, boolean tls) {

    public static final PlaneAccess OPEN = new PlaneAccess(Map.of(), false, false);

    public PlaneAccess {
        users = Map.copyOf(users);
    }

    public PlaneAccess withUser(String token, String name, String... groups) {
        Map<String, Requester> more = new HashMap<>(users);
        more.put(token, new Requester(name, List.of(groups)));
        return new PlaneAccess(more, rbac, tls);
    }

    public PlaneAccess withRbac() {
        return new PlaneAccess(users, true, tls);
    }

    public PlaneAccess withTls() {
        return new PlaneAccess(users, rbac, true);
    }
}
