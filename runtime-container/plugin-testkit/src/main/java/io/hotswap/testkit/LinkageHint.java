package io.hotswap.testkit;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Advice for linkage errors.
final class LinkageHint {
  private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$./]*");

  /// Packages that Java or other builds of it used to have, and where they are now.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "javax.xml.bind",
          "jakarta.xml.bind:jakarta.xml.bind-api and an implementation; it left Java with 11",
          "javax.xml.ws",
          "jakarta.xml.ws:jakarta.xml.ws-api and an implementation; it left Java with 11",
          "javax.activation",
          "jakarta.activation:jakarta.activation-api; it left Java with 11",
          "javax.annotation",
          "jakarta.annotation:jakarta.annotation-api; it left Java with 11",
          "javax.jws",
          "jakarta.jws:jakarta.jws-api; it left Java with 11",
          "org.omg",
          "a CORBA implementation; it left Java with 11",
          "jdk.nashorn",
          "org.openjdk.nashorn:nashorn-core; it left Java with 15",
          "javafx",
          "OpenJFX; it left Java with 11");

  private LinkageHint() {}

  static Optional<String> of(Throwable thrown, List<String> entries) {
    return switch (thrown) {
      case ClassNotFoundException missing -> missing(missing.getMessage(), entries);
      case NoClassDefFoundError missing when missing.getCause() == null ->
          missing(missing.getMessage(), entries);
      case NoSuchMethodError _, NoSuchFieldError _, AbstractMethodError _ ->
          Optional.of(
              "pack the version of the library that its users were compiled against"
                  + " (`mvn dependency:tree -Dverbose`, `gradle dependencyInsight`)");
      case UnsatisfiedLinkError _ ->
          Optional.of(
              "native libraries are packed as resources, copied to"
                  + " PluginContext.temporaryDirectory() and loaded with System.load");
      case IllegalAccessError _, IllegalAccessException _, InaccessibleObjectException _ ->
          Optional.of("nodes are started without --add-opens and --add-exports: use public API");
      default -> Optional.empty();
    };
  }

  /// @param message of the error: the class's name with slashes or dots, and perhaps more
  private static Optional<String> missing(@Nullable String message, List<String> entries) {
    if (message == null || !CLASS_NAME.matcher(message).matches()) {
      return Optional.empty();
    }
    var name = message.replace('/', '.');
    return Optional.of(
        module(name).or(() -> onceInJava(name)).orElseGet(() -> absent(name, entries)));
  }

  private static Optional<String> module(String name) {
    var inPackage = packageOf(name);
    return ModuleFinder.ofSystem().findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(it -> it.packages().contains(inPackage))
        .findFirst()
        .map(
            it ->
                "package "
                    + inPackage
                    + " is of the JDK's module "
                    + it.name()
                    + ", which has no such class or is not among those that nodes start with");
  }

  private static Optional<String> onceInJava(String name) {
    return ELSEWHERE.entrySet().stream()
        .filter(it -> name.startsWith(it.getKey() + "."))
        .max(Comparator.comparingInt(it -> it.getKey().length()))
        .map(it -> "class " + name + " is in none of the jars; pack " + it.getValue());
  }

  private static String absent(String name, List<String> entries) {
    if (name.startsWith("io.hotswap.spi.")) {
      return "this SPI has no " + name + ": compile against the version that nodes have";
    }
    var simple = "/" + name.substring(name.lastIndexOf('.') + 1) + ".class";
    var namesake =
        entries.stream()
            .filter(it -> it.endsWith(simple))
            .findFirst()
            .map(it -> "; there is " + it + ": is it relocated, or in the wrong folder?")
            .orElse("");
    return "class "
        + name
        + " is in none of the jars; pack the library that has it (scope compile or runtime, not"
        + " provided; the node shows plugins none of its own)"
        + namesake;
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}
