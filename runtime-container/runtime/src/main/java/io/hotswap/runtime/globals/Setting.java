package io.hotswap.runtime.globals;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A static field of the platform that any code may set for the whole JVM.
///
/// @param what for messages
/// @param field where the platform keeps it
/// @param setter the method that sets it, in the class of the field
record Setting(String what, Field field, String setter) {
  static final String DEFAULT_LOCALE = "default locale";

  /// The settings that this platform has.
  static List<Setting> all() {
    List<Setting> all = new ArrayList<>();
    add(all, DEFAULT_LOCALE, "java.util.Locale", "defaultLocale", "setDefault");
    add(all, DEFAULT_LOCALE, "java.util.Locale", "defaultDisplayLocale", "setDefault");
    add(all, DEFAULT_LOCALE, "java.util.Locale", "defaultFormatLocale", "setDefault");
    add(all, "default time zone", "java.util.TimeZone", "defaultTimeZone", "setDefault");
    add(all, "System.out", "java.lang.System", "out", "setOut");
    add(all, "System.err", "java.lang.System", "err", "setErr");
    add(all, "System.in", "java.lang.System", "in", "setIn");
    add(all, "system properties", "java.lang.System", "props", "setProperties");
    add(
        all,
        "handler of uncaught exceptions",
        "java.lang.Thread",
        "defaultUncaughtExceptionHandler",
        "setDefaultUncaughtExceptionHandler");
    add(all, "URL handlers", "java.net.URL", "factory", "setURLStreamHandlerFactory");
    add(all, "content handlers", "java.net.URLConnection", "factory", "setContentHandlerFactory");
    add(all, "file name map", "java.net.URLConnection", "fileNameMap", "setFileNameMap");
    add(all, "authenticator", "java.net.Authenticator", "theAuthenticator", "setDefault");
    add(all, "cookie handler", "java.net.CookieHandler", "cookieHandler", "setDefault");
    add(all, "proxy selector", "java.net.ProxySelector", "theProxySelector", "setDefault");
    add(all, "response cache", "java.net.ResponseCache", "theResponseCache", "setDefault");
    add(all, "socket factory", "java.net.Socket", "factory", "setSocketImplFactory");
    add(all, "server socket factory", "java.net.ServerSocket", "factory", "setSocketFactory");
    add(
        all,
        "host name verifier",
        "javax.net.ssl.HttpsURLConnection",
        "defaultHostnameVerifier",
        "setDefaultHostnameVerifier");
    add(
        all,
        "TLS socket factory",
        "javax.net.ssl.HttpsURLConnection",
        "defaultSSLSocketFactory",
        "setDefaultSSLSocketFactory");
    add(all, "TLS context", "javax.net.ssl.SSLContext", "defaultContext", "setDefault");
    add(
        all,
        "naming",
        "javax.naming.spi.NamingManager",
        "initctx_factory_builder",
        "setInitialContextFactoryBuilder");
    return List.copyOf(all);
  }

  private static void add(
      List<Setting> all, String what, String type, String field, String setter) {
    field(type, field).map(it -> new Setting(what, it, setter)).ifPresent(all::add);
  }

  // Some Java installations lack some modules.
  private static Optional<Field> field(String type, String name) {
    try {
      return Optional.of(
          Class.forName(type, false, ClassLoader.getPlatformClassLoader()).getDeclaredField(name));
    } catch (ClassNotFoundException | NoSuchFieldException e) {
      return Optional.empty();
    }
  }
}
