package io.hotswap.runtime.globals;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the platform's static fields that any code may set for the whole JVM.
///
/// @param what for people
/// @param field where the platform keeps it
/// @param setter the method by which it is set, of the class that has the field
/// @param filledByUse whether the platform sets it too, when it is first needed
record Setting(String what, Field field, String setter, boolean filledByUse) {
  static final String DEFAULT_LOCALE = "default locale";

  /// Those that this platform has.
  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    add(all, DEFAULT_LOCALE, "java.util.Locale", "defaultLocale", "setDefault", false);
    add(all, DEFAULT_LOCALE, "java.util.Locale", "defaultDisplayLocale", "setDefault", true);
    add(all, DEFAULT_LOCALE, "java.util.Locale", "defaultFormatLocale", "setDefault", true);
    add(all, "default time zone", "java.util.TimeZone", "defaultTimeZone", "setDefault", true);
    add(all, "System.out", "java.lang.System", "out", "setOut", false);
    add(all, "System.err", "java.lang.System", "err", "setErr", false);
    add(all, "System.in", "java.lang.System", "in", "setIn", false);
    add(all, "system properties", "java.lang.System", "props", "setProperties", false);
    add(
        all,
        "handler of uncaught exceptions",
        "java.lang.Thread",
        "defaultUncaughtExceptionHandler",
        "setDefaultUncaughtExceptionHandler",
        false);
    add(all, "URL handlers", "java.net.URL", "factory", "setURLStreamHandlerFactory", false);
    add(
        all,
        "content handlers",
        "java.net.URLConnection",
        "factory",
        "setContentHandlerFactory",
        false);
    add(all, "file name map", "java.net.URLConnection", "fileNameMap", "setFileNameMap", true);
    add(all, "authenticator", "java.net.Authenticator", "theAuthenticator", "setDefault", false);
    add(all, "cookie handler", "java.net.CookieHandler", "cookieHandler", "setDefault", false);
    add(all, "proxy selector", "java.net.ProxySelector", "theProxySelector", "setDefault", true);
    add(all, "response cache", "java.net.ResponseCache", "theResponseCache", "setDefault", false);
    add(all, "socket factory", "java.net.Socket", "factory", "setSocketImplFactory", false);
    add(
        all,
        "server socket factory",
        "java.net.ServerSocket",
        "factory",
        "setSocketFactory",
        false);
    add(
        all,
        "host name verifier",
        "javax.net.ssl.HttpsURLConnection",
        "defaultHostnameVerifier",
        "setDefaultHostnameVerifier",
        true);
    add(
        all,
        "TLS socket factory",
        "javax.net.ssl.HttpsURLConnection",
        "defaultSSLSocketFactory",
        "setDefaultSSLSocketFactory",
        true);
    add(all, "TLS context", "javax.net.ssl.SSLContext", "defaultContext", "setDefault", true);
    add(
        all,
        "naming",
        "javax.naming.spi.NamingManager",
        "initctx_factory_builder",
        "setInitialContextFactoryBuilder",
        false);
    return List.copyOf(all);
  }

  private static void add(
      List<Setting> all, String what, String type, String field, String setter, boolean filled) {
    field(type, field).map(it -> new Setting(what, it, setter, filled)).ifPresent(all::add);
  }

  // Some Java installations are made without some modules.
  private static Optional<Field> field(String type, String name) {
    try {
      return Optional.of(
          Class.forName(type, false, ClassLoader.getPlatformClassLoader()).getDeclaredField(name));
    } catch (ClassNotFoundException | NoSuchFieldException e) {
      return Optional.empty();
    }
  }
}
