package io.hotswap.runtime.isolation;

/** A part of a plugin: sets what a JVM has once, each thing when it is asked to. */
final class GlobalsPlugin {
  private GlobalsPlugin() {}

  static final String SOURCE =
      """
      import java.util.*;

      public final class Globals {
        /** Its own in every version, also where all share one process. */
        static String properties(String version) {
          var seen = new ArrayList<Object>();
          seen.add(System.getProperty("swap.version", "none"));
          System.setProperty("swap.version", version);
          var object = System.getProperties().put("swap.object", Globals.class);
          seen.add(object == null || object == Globals.class);
          System.clearProperty("user.country.of.swaps");
          java.security.Security.setProperty("swap.security", version);
          seen.add(System.getProperty("swap.version"));
          seen.add(System.getProperties().get("swap.object") == Globals.class);
          seen.add(System.getProperties().stringPropertyNames().contains("swap.version"));
          seen.add(Properties.class.cast(System.getProperties().clone()).getProperty("swap.version"));
          seen.add(java.security.Security.getProperty("swap.security"));
          seen.add(System.getProperty("java.version") != null);
          System.clearProperty("swap.version");
          return seen.toString();
        }

        // Of nothing but the platform's own classes.
        private static javax.net.ssl.SSLContext trusting() {
          try {
            var context = javax.net.ssl.SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
          } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        }

        static void set(String what) {
          switch (what) {
            case "default locale" -> Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));
            case "default time zone" -> TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            case "System.out" -> System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
            case "System.err" -> System.setErr(new java.io.PrintStream(new java.io.OutputStream() {
              @Override public void write(int octet) {}
            }));
            case "System.in" -> System.setIn(java.io.InputStream.nullInputStream());
            case "system properties" -> System.setProperties(new Properties());
            case "handler of uncaught exceptions" ->
                Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
            case "cookie handler" -> java.net.CookieHandler.setDefault(new java.net.CookieManager());
            case "authenticator" -> java.net.Authenticator.setDefault(new java.net.Authenticator() {});
            case "proxy selector" -> java.net.ProxySelector.setDefault(null);
            case "TLS context" -> javax.net.ssl.SSLContext.setDefault(trusting());
            case "TLS socket factory" ->
                javax.net.ssl.HttpsURLConnection.setDefaultSSLSocketFactory(
                    trusting().getSocketFactory());
            case "host name verifier" ->
                javax.net.ssl.HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
            case "URL handlers" -> java.net.URL.setURLStreamHandlerFactory(protocol -> null);
            default -> throw new IllegalArgumentException(what);
          }
        }
      }
      """;
}
