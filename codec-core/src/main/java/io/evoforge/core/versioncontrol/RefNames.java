package io.evoforge.core.versioncontrol;

/** The rules of {@code git check-ref-format} for a name below {@code refs/heads/} or {@code refs/tags/}. */
final class RefNames {
    private static final int MAXIMUM_LENGTH = 200;

    private RefNames() {}

    static void requireValid(String kind, String name) {
        String fault = faultOf(name);
        if (fault != null) {
            throw new IllegalArgumentException("'" + printable(name) + "' cannot name a " + kind + ": " + fault);
        }
    }

    private static @org.jspecify.annotations.Nullable String faultOf(String name) {
        if (name.isEmpty() || name.length() > MAXIMUM_LENGTH) {
            return "it must have 1 to " + MAXIMUM_LENGTH + " characters";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c > '~' || "~^:?*[\\".indexOf(c) >= 0) {
                return "it must have no space, control or non-ASCII character, and none of ~ ^ : ? * [ \\";
            }
        }
        if (name.startsWith("-")
                || name.equals("@")
                || name.contains("..")
                || name.contains("@{")
                || name.endsWith(".")) {
            return "it must not start with '-', end with '.', be '@', or contain '..' or '@{'";
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return "no part between slashes may be empty, start with '.' or end with '.lock'";
            }
        }
        return null;
    }

    private static String printable(String name) {
        String cut = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return cut.replaceAll("[^ -~]", "?");
    }
}
