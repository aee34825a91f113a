package io.hotswap.runtime.isolation;

import io.hotswap.runtime.testing.BundledJars;
import io.hotswap.runtime.testing.PluginSource;

/**
 * A plugin as people write them, in two versions that bundle two versions of the same libraries.
 */
enum SwappedPlugin {
  FIRST("1.0.0", "2.3.232", "1.86", "3.50.3"),
  SECOND("1.1.0", "2.4.240", "1.87", "3.51.1");

  final String version;
  final String h2;
  final String bouncyCastle;
  final String sqlite;

  SwappedPlugin(String version, String h2, String bouncyCastle, String sqlite) {
    this.version = version;
    this.h2 = h2;
    this.bouncyCastle = bouncyCastle;
    this.sqlite = sqlite;
  }

  byte[] zip() {
    return PluginSource.of("p", version, MAIN.replace("${version}", version))
        .withClass("OwnDriver", driver("OwnDriver", "own", ""))
        .withClass("OtherDriver", driver("OtherDriver", "other", ""))
        .withClass("BrokenDriver", driver("BrokenDriver", "broken", "Integer.parseInt(\"no\");"))
        .withClass("Contexts", ContextsPlugin.SOURCE)
        .withClass(
            "Hello",
            "public final class Hello implements Contexts.Greeting { public String hello() { return"
                + " \""
                + version
                + "\"; } }")
        .withFile("META-INF/services/test.Contexts$Greeting", "test.Hello\n")
        .withFile(
            "META-INF/services/java.sql.Driver",
            "test.OwnDriver\ntest.MissingDriver\ntest.BrokenDriver\ntest.OtherDriver\n")
        .withClass("Globals", GlobalsPlugin.SOURCE)
        .withClass("Providers", ProvidersPlugin.SOURCE)
        .withJar("bcprov.jar", BundledJars.jar("bcprov-jdk18on-" + bouncyCastle))
        .withJar(
            "sqlite.jar", BundledJars.jar("sqlite-jdbc-" + sqlite, SwappedPlugin::isOfThisPlatform))
        .withJar("h2.jar", BundledJars.jar("h2-" + h2))
        .zip();
  }

  private static boolean isOfThisPlatform(String entry) {
    return !entry.startsWith("org/sqlite/native/")
        || entry.startsWith("org/sqlite/native/Linux/x86_64/")
        || entry.startsWith("org/sqlite/native/Linux/aarch64/");
  }

  private static final String MAIN =
      """
      private PluginContext context;

      public void start(PluginContext given) { context = given; }

      private static List<String> drivers() {
        return java.sql.DriverManager.drivers().map(it -> it.getClass().getName()).sorted().toList();
      }

      private static String own(java.sql.Driver driver) {
        return driver.getClass().getSimpleName() + (driver.getClass() == OwnDriver.class);
      }

      public Reply handle(Call call) throws Exception {
        switch (call.operation()) {
          case "h2":
            try (var connection = java.sql.DriverManager.getConnection("jdbc:h2:mem:");
                var rows = connection.createStatement().executeQuery("select h2version()")) {
              rows.next();
              return Reply.text(rows.getString(1));
            }
          case "sqlite":
            try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite::memory:");
                var rows = connection.createStatement().executeQuery("select sqlite_version()")) {
              rows.next();
              return Reply.text(rows.getString(1));
            }
          case "temporary":
            var folder = java.nio.file.Path.of(System.getProperty("java.io.tmpdir"));
            var file = java.io.File.createTempFile("left", ".bin", folder.toFile());
            java.nio.file.Files.createDirectories(folder.resolve("left/behind/deep"));
            return Reply.text("" + file.toPath().startsWith(context.temporaryDirectory())
                + System.getProperties().get("java.io.tmpdir").equals(folder.toString()));
          case "own-driver": return Reply.text(own(java.sql.DriverManager.getDriver("jdbc:own:x")));
          case "drivers": return Reply.text(drivers().toString());
          case "services": return Reply.text(Contexts.services());
          case "contexts": return Reply.text(Contexts.seen());
          case "bouncy-castle": return Reply.text(Providers.bouncyCastle());
          case "own-provider": return Reply.text(Providers.own());
          case "without": return Reply.text(Providers.without("${version}"));
          case "properties": return Reply.text(Globals.properties("${version}"));
          case "set":
            Globals.set(new String(call.body(), java.nio.charset.StandardCharsets.UTF_8));
            return Reply.text("ok");
          default: throw CallRejected.unknownOperation(call);
        }
      }
      """;

  private static String driver(String name, String protocol, String initializer) {
    return """
    public final class %s implements java.sql.Driver {
      static {
        %s
        try { java.sql.DriverManager.registerDriver(new %s()); }
        catch (java.sql.SQLException e) { throw new IllegalStateException(e); }
      }
      public java.sql.Connection connect(String url, java.util.Properties info) { return null; }
      public boolean acceptsURL(String url) { return url.startsWith("jdbc:%s:"); }
      public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
        return new java.sql.DriverPropertyInfo[0];
      }
      public int getMajorVersion() { return 1; }
      public int getMinorVersion() { return 0; }
      public boolean jdbcCompliant() { return false; }
      public java.util.logging.Logger getParentLogger() { return null; }
    }
    """
        .formatted(name, initializer, name, protocol);
  }
}
