package dev.mcm.atc.call;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.core.plane.IdentityPolicy;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PlaneApis;
import dev.mcm.atc.port.PlaneCredentials;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Whether a plane may be registered as an operator says: its credentials go nowhere but where they
/// lead, its cluster is no other plane's, and no plane becomes another cluster. Where nobody
/// answers yet, the first probe judges.
public final class PlaneAdmission {
    private final PlaneApis apis;
    private final PlaneCredentials credentials;
    private final InstantSource clock;

    public PlaneAdmission(PlaneApis apis, PlaneCredentials credentials, InstantSource clock) {
        this.apis = apis;
        this.credentials = credentials;
        this.clock = clock;
    }

    /// What the cluster at a plane's address says it is.
    ///
    /// @param cluster null = nobody answered
    record Asked(Plane plane, @Nullable FoundCluster cluster) {}

    /// Asks the cluster at the plane's address. Takes as long as a probe may.
    ///
    /// @throws McmException FAILED_PRECONDITION when the credentials must not be sent there
    Asked ask(Plane wanted) {
        credentials
                .refusal(wanted)
                .ifPresent(why -> {
                    throw refused(wanted, why);
                });
        try (PlaneApi api = apis.open(wanted)) {
            return new Asked(wanted, api.cluster());
        } catch (PlaneApiException e) {
            return new Asked(wanted, null);
        }
    }

    /// To be called before the row is written, while nobody else registers.
    ///
    /// @return to be written after the row
    /// @throws McmException FAILED_PRECONDITION; CONFLICT when the address is no longer the one
    ///   that was asked
    PlaneIdentity admit(PlaneTables tables, Plane wanted, Asked asked) {
        if (leadsElsewhere(asked.plane(), wanted)) {
            throw McmException.conflict(
                    "plane", wanted.id(), "its address has changed meanwhile; repeat the request");
        }
        @Nullable Plane old = tables.find(wanted.id()).orElse(null);
        boolean moves = old != null && leadsElsewhere(old, wanted);
        PlaneIdentity after = identity(tables, asked, moves);
        if (asked.cluster() != null && after.state().isStranger()) {
            throw refused(wanted, after.message());
        }
        requireOwnCredentials(tables, wanted, old);
        return after;
    }

    private PlaneIdentity identity(PlaneTables tables, Asked asked, boolean moves) {
        PlaneId id = asked.plane().id();
        Instant now = clock.instant();
        PlaneIdentity before =
                tables.identity(id)
                        .orElseGet(() -> new PlaneIdentity(id, IdentityState.UNKNOWN, "", "", now));
        @Nullable FoundCluster found = asked.cluster();
        if (found == null) {
            return moves ? IdentityPolicy.moved(before, now) : before;
        }
        return IdentityPolicy.judge(before, found, tables::owner, now);
    }

    /// What an earlier release let in stays as it is.
    private void requireOwnCredentials(PlaneTables tables, Plane wanted, @Nullable Plane old) {
        if (old != null && old.credentialsRef().equals(wanted.credentialsRef())) {
            return;
        }
        tables.all().stream()
                .filter(row -> row.credentialsRef().equals(wanted.credentialsRef()))
                .filter(row -> !row.id().equals(wanted.id()))
                .findFirst()
                .ifPresent(other -> {
                    throw refused(
                            wanted,
                            "credentials '"
                                    + wanted.credentialsRef()
                                    + "' are those of plane "
                                    + other.id()
                                    + " (expected: a kubeconfig of its own)");
                });
    }

    private static boolean leadsElsewhere(Plane old, Plane wanted) {
        return !old.apiUrl().equals(wanted.apiUrl())
                || !old.credentialsRef().equals(wanted.credentialsRef());
    }

    private static McmException refused(Plane plane, String why) {
        return McmException.stateForbids("plane " + plane.id(), why);
    }
}
