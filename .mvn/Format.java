import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs google-java-format over every Java file of the repository: `check` (the default) or `fix`.
class Format {
  public static void main(String[] args) throws IOException {
    List<String> command = new ArrayList<>();
    if (args[0].equals("fix")) {
      command.add("--replace");
    } else {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    }
    try (var files = Files.walk(Path.of(""))) {
      files
          .map(Path::toString)
          .filter(
              file ->
                  file.endsWith(".java")
                      && !file.contains("target/")
                      && !file.startsWith(".hotswap"))
          .forEach(command::add);
    }
    System.err.println(
        "Formatting ("
            + args[0]
            + ") "
            + (command.size() - 1)
            + " files; mend with ./mvnw validate -Dformat=fix");
    Main.main(command.toArray(String[]::new));
  }
}
