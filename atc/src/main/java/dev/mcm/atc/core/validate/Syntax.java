package dev.mcm.atc.core.validate;

import java.util.regex.Pattern;

/// Forms of the texts that callers give. Those of Kubernetes are as its API checks them.
enum Syntax {
    LABEL_63(
            "a DNS label of at most 63 characters: a-z, 0-9 and '-'",
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"),
    ATTRIBUTE(
            "1 to 63 of a-z, 0-9, '-', '_' and '.', beginning and ending with a letter or digit",
            "[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?"),
    ENV_NAME(
            "a name of letters, digits, '_', '-' and '.', not beginning with a digit",
            "[-._a-zA-Z][-._a-zA-Z0-9]{0,252}"),
    OBJECT_NAME(
            "a DNS name of at most 253 characters",
            "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"),
    SECRET_KEY("1 to 253 of letters, digits, '-', '_' and '.'", "[-._a-zA-Z0-9]{1,253}"),
    LABEL_VALUE(
            "at most 63 of letters, digits, '-', '_' and '.', beginning and ending with a letter or"
                    + " digit",
            "([a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?)?"),
    LABEL_KEY(
            "a Kubernetes label key: optionally a DNS name and '/', then a name of at most 63"
                    + " characters",
            "((?=[^/]{1,253}/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?"),
    GPU_TYPE(
            "1 to 32 of letters, digits, '-', '_' and '.', beginning and ending with a letter or"
                    + " digit",
            "[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,30}[a-zA-Z0-9])?"),
    TOLERATION(
            "\"key=value:effect\" or \"key:effect\" with effect NoSchedule, PreferNoSchedule or"
                    + " NoExecute",
            "[a-zA-Z0-9]([-a-zA-Z0-9_./]{0,315}[a-zA-Z0-9])?(=([a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?)?)?:(NoSchedule|PreferNoSchedule|NoExecute)"),
    IMAGE(
            "an image reference of at most 512 characters without blanks, for example"
                    + " \"registry.example.com/team/model:v1\"",
            "(?=.{1,512}$)[a-zA-Z0-9]([a-zA-Z0-9._:/@+-]*[a-zA-Z0-9])?"),
    FILE_NAME(
            "the name of a file, 1 to 128 of letters, digits, '-', '_' and '.', not beginning with"
                    + " '.'",
            "[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,127}"),
    PORT_NAME(
            "at most 15 of a-z, 0-9 and '-', with a letter, without '--' and '-' at an end",
            "(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*"),
    HTTP_PATH(
            "a path of at most 1024 characters that begins with '/', without blanks",
            "/[!-~]{0,1023}"),
    GRPC_SERVICE("at most 253 printable ASCII characters without blanks", "[!-~]{0,253}"),
    MOUNT_PATH(
            "an absolute path of at most 512 characters without ':', '.', '..' and '/' at its end",
            "(?=.{2,512}$)(/(?!\\.{1,2}(/|$))[^/:\\p{Cntrl}]+)+"),
    SUB_PATH(
            "a relative path of at most 512 characters without '.' and '..'",
            "(?=.{1,512}$)(?!\\.{1,2}(/|$))[^/\\p{Cntrl}]+(/(?!\\.{1,2}(/|$))[^/\\p{Cntrl}]+)*"),
    REQUEST_ID("1 to 64 printable ASCII characters without blanks", "[!-~]{1,64}");

    private final String expected;
    private final Pattern pattern;

    Syntax(String expected, String regex) {
        this.expected = expected;
        this.pattern = Pattern.compile(regex);
    }

    boolean fits(String text) {
        return pattern.matcher(text).matches();
    }

    String expected() {
        return expected;
    }
}
