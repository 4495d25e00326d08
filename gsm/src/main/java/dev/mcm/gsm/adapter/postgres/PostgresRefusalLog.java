package dev.mcm.gsm.adapter.postgres;

import dev.mcm.gsm.port.RefusalLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.plane.RefusedReportStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// [RefusalLog] on table `refused_reports`.
public final class PostgresRefusalLog implements RefusalLog {
    private final Transactions control;
    private final Lease lease;
    private final RefusedReportStore reports = new RefusedReportStore();

    public PostgresRefusalLog(Transactions control, Lease lease) {
        this.control = control;
        this.lease = lease;
    }

    @Override
    public void write(Map<PlaneId, String> strangers, Instant now) {
        List<RefusedReport> rows =
                strangers.entrySet().stream()
                        .map(entry -> new RefusedReport(entry.getKey(), entry.getValue(), now))
                        .toList();
        control.writeVoid(tx -> {
            lease.verify(tx);
            reports.replaceAll(tx, rows);
        });
    }
}
