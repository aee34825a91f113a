import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over the repository's Java files: `check` (the default) or `fix`. Files
/// that have not changed since the last run that found nothing are left out.
class Format {
  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    var stamp =
        Path.of("target", "formatted-" + Main.class.getPackage().getImplementationVersion());
    var before = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    var now = FileTime.fromMillis(System.currentTimeMillis());
    List<String> changed = new ArrayList<>();
    try (var files = Files.walk(Path.of(""))) {
      for (var file : files.filter(Format::isOurs).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(before) >= 0) {
          changed.add(file.toString());
        }
      }
    }
    System.err.println(
        "Formatting ("
            + args[0]
            + ") "
            + changed.size()
            + " changed files; mend with ./mvnw validate -Dformat=fix");
    int result = changed.isEmpty() ? 0 : format(fix, changed);
    if (result == 0) {
      Files.createDirectories(stamp.getParent());
      Files.writeString(stamp, "");
      Files.setLastModifiedTime(stamp, now);
    }
    System.exit(result);
  }

  private static boolean isOurs(Path file) {
    var name = file.toString();
    return name.endsWith(".java") && !name.contains("target/") && !name.startsWith(".hotswap");
  }

  private static int format(boolean fix, List<String> files) throws Exception {
    List<String> command =
        new ArrayList<>(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(files);
    var out = new PrintWriter(System.out, true);
    var err = new PrintWriter(System.err, true);
    return new Main(out, err, System.in).format(command.toArray(String[]::new));
  }
}
