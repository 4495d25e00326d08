package dev.mcm.atc;

import dev.mcm.atc.adapter.grpc.AccessTable;
import dev.mcm.shared.service.ServiceRunner;
import dev.mcm.testkit.docs.ReferencePages;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify("atc.md", ServiceRunner.describeConfig(AtcApp.SERVICE));
    }

    @Test
    void thePageOfRolesIsFresh() {
        ReferencePages.verify("roles.md", AccessTable.markdown());
    }
}
