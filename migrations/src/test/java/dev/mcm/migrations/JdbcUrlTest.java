package dev.mcm.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:5432/postgres, jdbc:postgresql://h:5432/mcm",
        "jdbc:postgresql://h/, jdbc:postgresql://h/mcm",
        "jdbc:postgresql://[::1]:5432/x?sslmode=verify-full&a=b,"
                + " jdbc:postgresql://[::1]:5432/mcm?sslmode=verify-full&a=b",
        "'jdbc:postgresql://a:1,b:2/x', 'jdbc:postgresql://a:1,b:2/mcm'",
    })
    void theDatabaseIsReplacedAndTheRestIsKept(String url, String expected) {
        assertThat(JdbcUrl.withDatabase(url, "mcm")).isEqualTo(expected);
    }

    @Test
    void anUrlWithoutAServerIsRefused() {
        assertThatThrownBy(() -> JdbcUrl.withDatabase("jdbc:postgresql:postgres", "mcm"))
                .hasMessageContaining("jdbc:postgresql:postgres");
    }
}
