package dev.mcm.atctl.view;

import dev.mcm.atc.v1.GetSystemStatusResponse;
import java.util.ArrayList;
import java.util.List;

/// The system's status as text.
public final class SystemText {
    private SystemText() {}

    public static List<String> lines(GetSystemStatusResponse s) {
        List<String> lines = new ArrayList<>();
        lines.add(s.getHealthy() ? "healthy" : "NOT healthy");
        s.getProblemsList().forEach(p -> lines.add("  ! " + p));
        lines.add("");
        lines.add(
                "%d deployments: desired %d, placed %d, ready %d, pending %d; %d pushes behind"
                        .formatted(
                                s.getCounts().getDeployments(),
                                s.getCounts().getDesired(),
                                s.getCounts().getPlaced(),
                                s.getCounts().getReady(),
                                s.getCounts().getPending(),
                                s.getCounts().getPushesBehind()));
        lines.add("");
        Columns leaders = new Columns("ROLE", "HOLDER", "EPOCH", "UNTIL");
        s.getLeadersList()
                .forEach(l ->
                        leaders.add(
                                l.getRole(),
                                l.getHolder(),
                                l.getEpoch(),
                                Times.text(l.getExpiresAt())));
        lines.addAll(leaders.lines());
        lines.add("");
        Columns slots = new Columns("SLOT", "ACTIVE", "LAG BYTES", "WAL", "SAFE BYTES");
        s.getSlotsList()
                .forEach(l ->
                        slots.add(
                                l.getName(),
                                l.getActive(),
                                l.getLagBytes(),
                                l.getWalStatus(),
                                l.getSafeWalBytes()));
        lines.addAll(slots.lines());
        lines.add("");
        Columns planes = new Columns("PLANE", "STATE", "SINCE", "DECLARED");
        s.getPlanesList()
                .forEach(p ->
                        planes.add(
                                p.getPlaneId(),
                                p.getState(),
                                Times.text(p.getSince()),
                                p.getOrder()));
        lines.addAll(planes.lines());
        return lines;
    }
}
