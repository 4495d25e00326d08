package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;

/// What the gateway decided about a request.
sealed interface Reply {

    /// A replica here has answered.
    record Served(String pod) implements Reply {}

    /// Another plane's gateway is to answer.
    record Forward(Route route, RouteTarget target) implements Reply {}

    /// Nobody answers.
    record Refused(int code, String why) implements Reply {}
}
