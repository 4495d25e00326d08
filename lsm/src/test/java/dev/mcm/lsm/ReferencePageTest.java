package dev.mcm.lsm;

import dev.mcm.shared.service.ServiceRunner;
import dev.mcm.testkit.docs.ReferencePages;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify("lsm.md", ServiceRunner.describeConfig(LsmApp.SERVICE));
    }
}
