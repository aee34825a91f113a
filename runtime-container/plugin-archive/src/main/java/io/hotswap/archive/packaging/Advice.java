package io.hotswap.archive.packaging;

/// The advice that several kinds of packaging share.
final class Advice {
  static final String GUIDE = "(plugin-spi/README.md, \"Packing\")";

  static final String PLUGIN_ZIP =
      "zip the plain jar and its libraries. Maven: `mvn package dependency:copy-dependencies"
          + " -DincludeScope=runtime -DoutputDirectory=target/lib`, then `cd target && zip -r"
          + " plugin.zip NAME.jar lib`. Gradle: `tasks.register('pluginZip', Zip) { from tasks.jar;"
          + " into('lib') { from configurations.runtimeClasspath } }` "
          + GUIDE;

  static final String OWN_PLUGIN =
      "write a class that implements io.hotswap.spi.Plugin and name it in"
          + " META-INF/hotswap-plugin.json (plugin-spi/README.md)";

  private Advice() {}
}
