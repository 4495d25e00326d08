package dev.mcm.state;

import dev.mcm.shared.error.McmException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What an error of the database means to a caller. SQL stays in the cause, for the log; messages
/// carry table names and keys only.
final class SqlErrors {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Set<String> RETRYABLE = Set.of("40001", "40P01");
    private static final Pattern DETAIL =
            Pattern.compile(
                    "Key \\((?<columns>.*?)\\)=\\((?<value>.*)\\) .*?(?:table"
                            + " \"(?<table>[^\"]+)\".*)?");

    private SqlErrors() {}

    /// The transaction lost a race that it may win when repeated.
    static boolean isRetryable(Throwable error) {
        return sqlException(error)
                .map(SQLException::getSQLState)
                .filter(RETRYABLE::contains)
                .isPresent();
    }

    /// The error as callers know it; errors that do not come from the database are returned as they
    /// are.
    static RuntimeException toMcm(RuntimeException error) {
        if (error instanceof McmException) {
            return error;
        }
        Optional<SQLException> sql = sqlException(error);
        if (sql.isPresent()) {
            return ofState(sql.get(), error);
        }
        return isConnectionLoss(error)
                ? unavailable("the database cannot be reached", error)
                : error;
    }

    /// A repository wraps what Hibernate throws.
    private static boolean isConnectionLoss(RuntimeException error) {
        return error instanceof JDBCConnectionException
                || error.getCause() instanceof JDBCConnectionException;
    }

    private static McmException ofState(SQLException sql, RuntimeException error) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return switch (state) {
            case "23505" -> McmException.alreadyExists(singular(table(sql)), detail(sql, "value"));
            case "23503" -> foreignKey(sql);
            case "40001", "40P01" ->
                    McmException.conflict(
                            "transaction",
                            "",
                            "lost the race against others too often; repeat the request");
            case "55P03", "57014", "25P03" ->
                    unavailable("the database did not answer in time", error);
            case "53300", "53400", "57P01", "57P02", "57P03" ->
                    unavailable("the database takes no requests now", error);
            default ->
                    state.startsWith("08") || sql instanceof SQLTransientConnectionException
                            ? unavailable("the database cannot be reached", error)
                            : McmException.internal(
                                    "SQL error " + state + " on table '" + table(sql) + "'", error);
        };
    }

    private static McmException foreignKey(SQLException sql) {
        String target = detail(sql, "table");
        String value = detail(sql, "value");
        return serverMessage(sql)
                        .map(ServerErrorMessage::getDetail)
                        .orElse("")
                        .contains("is not present")
                ? McmException.notFound(singular(target), value)
                : McmException.inUse(
                        singular(referenced(sql)) + " '" + value + "'", target + " refer to it");
    }

    /// The table of the row that something still refers to: Postgres names it in the message only.
    private static String referenced(SQLException sql) {
        String message = serverMessage(sql).map(ServerErrorMessage::getMessage).orElse("");
        Matcher matcher = Pattern.compile("on table \"([^\"]+)\"").matcher(message);
        return matcher.find() ? matcher.group(1) : table(sql);
    }

    private static McmException unavailable(String why, Throwable cause) {
        return McmException.unavailable(why, RETRY_AFTER, cause);
    }

    private static String table(SQLException sql) {
        return serverMessage(sql).map(ServerErrorMessage::getTable).orElse("");
    }

    private static String detail(SQLException sql, String group) {
        String detail = serverMessage(sql).map(ServerErrorMessage::getDetail).orElse("");
        Matcher matcher = DETAIL.matcher(detail);
        String found = matcher.matches() ? matcher.group(group) : null;
        return found == null ? "" : found;
    }

    private static Optional<ServerErrorMessage> serverMessage(SQLException sql) {
        return sql instanceof PSQLException p
                ? Optional.ofNullable(p.getServerErrorMessage())
                : Optional.empty();
    }

    /// Table names are plurals: "instance_types" is about an "instance type".
    private static String singular(String table) {
        String words = table.replace('_', ' ');
        if (words.endsWith("pushes")) {
            return "push";
        }
        return words.endsWith("s") ? words.substring(0, words.length() - 1) : words;
    }

    private static Optional<SQLException> sqlException(Throwable error) {
        @Nullable Throwable cause = error;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause instanceof SQLException sql ? Optional.of(sql) : Optional.empty();
    }
}
