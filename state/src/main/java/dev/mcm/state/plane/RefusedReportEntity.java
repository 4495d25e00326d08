package dev.mcm.state.plane;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "refused_reports")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
class RefusedReportEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Column(name = "cluster_id", nullable = false)
    private String clusterId;

    @Column(nullable = false)
    private Instant since;

    RefusedReportEntity() {}
}
