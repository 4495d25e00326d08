package dev.mcm.gns.adapter.debezium;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JDBC URL in the parts that Debezium asks for. It builds `hostname:port` itself, so of several
/// hosts all but the last port stay with the names.
///
/// @param parameters of the driver, decoded
record JdbcAddress(String hostname, String port, String database, Map<String, String> parameters) {
    private static final Pattern FORM =
            Pattern.compile(
                    "jdbc:postgresql://(?<hosts>[^/?]+)/(?<database>[^?]+)(\\?(?<parameters>.*))?");
    private static final Pattern LAST_PORT = Pattern.compile("(?<rest>.*[^:]):(?<port>[0-9]+)");
    private static final String DEFAULT_PORT = "5432";

    JdbcAddress {
        parameters = Map.copyOf(parameters);
    }

    static JdbcAddress parse(String url) {
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "JDBC URL '" + url + "' (expected: jdbc:postgresql://host:port/database)");
        }
        String hosts = matcher.group("hosts");
        Matcher last = LAST_PORT.matcher(hosts);
        boolean hasPort = last.matches();
        return new JdbcAddress(
                hasPort ? last.group("rest") : hosts,
                hasPort ? last.group("port") : DEFAULT_PORT,
                decoded(matcher.group("database")),
                parameters(matcher.group("parameters")));
    }

    private static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text != null) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            decoded(pair.substring(0, equals)),
                            decoded(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
