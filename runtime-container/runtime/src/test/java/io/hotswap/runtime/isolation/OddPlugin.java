package io.hotswap.runtime.isolation;

import io.hotswap.runtime.testing.PluginSource;

/**
 * Uses what of the platform keeps things for as long as a JVM lives, and cleans up as it should.
 */
final class OddPlugin {
  private OddPlugin() {}

  static byte[] jar(String version) {
    return PluginSource.of("p", version, MAIN.replace("${version}", version))
        .withClass("Greeting", "public interface Greeting { String hello(); }")
        .withClass(
            "Hello",
            "public final class Hello implements Greeting {"
                + " public String hello() { return \"hello\"; } }")
        .withClass(
            "Texts_de",
            "public final class Texts_de extends java.util.ListResourceBundle {"
                + " protected Object[][] getContents() { return new Object[][] {{\"a\", new Hello()"
                + " }}; } }")
        .withClass(
            "Marked",
            "import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
                + " public @interface Marked { String value() default \"m\"; Class<?> type()"
                + " default Hello.class; }")
        .withClass("OddMXBean", "public interface OddMXBean { Point getPoint(); }")
        .withClass(
            "Point",
            "@Marked(\"x\") public record Point(int x, Kind kind) implements java.io.Serializable {"
                + " public enum Kind { A, B } }")
        .withFile("META-INF/services/test.Greeting", "test.Hello\n")
        .withFile("test/texts.properties", "a=plain\n")
        .jar();
  }

  private static final String MAIN =
      """
      private static final java.util.concurrent.atomic.AtomicInteger CLEANED =
          new java.util.concurrent.atomic.AtomicInteger();
      private static final System.Logger LOG = System.getLogger("odd.system");
      private final Timer timer = new Timer("odd-timer", true);
      private final java.util.concurrent.ForkJoinPool pool = new java.util.concurrent.ForkJoinPool(2);

      public void start(PluginContext context) {
        timer.schedule(new TimerTask() { public void run() {} }, 1, 10);
      }

      public void stop() {
        timer.cancel();
        pool.close();
      }

      public Reply handle(Call call) throws Exception {
        try {
          return Reply.text(answer(new String(call.body())) + " ${version}");
        } catch (Exception | Error e) {
          throw e;
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      }

      private Object answer(String what) throws Throwable {
        return switch (what) {
          case "services" -> ServiceLoader.load(Greeting.class).findFirst().get().hello();
          case "bundles" -> {
            var control = new ResourceBundle.Control() {};
            var given = ResourceBundle.getBundle("test.texts", Locale.ROOT, control);
            var german = ResourceBundle.getBundle("test.Texts", Locale.GERMAN, Main.class.getClassLoader());
            yield given.getString("a") + ((Greeting) german.getObject("a")).hello();
          }
          case "http" -> http();
          case "logging" -> {
            var logger = java.util.logging.Logger.getLogger("odd." + "${version}");
            var level = new java.util.logging.Level("ODD", 850) {};
            logger.setFilter(record -> false);
            logger.log(level, "odd {0}", new Hello());
            LOG.log(System.Logger.Level.DEBUG, () -> "odd");
            logger.setFilter(null);
            yield level.getName();
          }
          case "cleaners" -> {
            var cleaner = java.lang.ref.Cleaner.create();
            var state = new Object();
            cleaner.register(state, CLEANED::incrementAndGet).clean();
            cleaner.register(new Hello(), CLEANED::incrementAndGet);
            yield CLEANED.get() > 0;
          }
          case "pools" -> {
            var own = pool.submit(() -> new Hello().hello()).get();
            var common = java.util.concurrent.CompletableFuture.supplyAsync(() -> new Hello().hello())
                .orTimeout(1, java.util.concurrent.TimeUnit.HOURS).get();
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
              yield own + common + threads.submit(() -> List.of(3, 1, 2).parallelStream().sorted().toList()).get();
            }
          }
          case "xml" -> xml();
          case "locales" -> {
            var money = java.text.NumberFormat.getCurrencyInstance(Locale.JAPAN).format(1234);
            var date = java.time.format.DateTimeFormatter.ofPattern("EEEE", Locale.FRENCH)
                .format(java.time.LocalDate.of(2026, 11, 1));
            yield money.length() + date + String.format(Locale.GERMAN, "%,.2f", 1234.5)
                + java.text.MessageFormat.format("{0,number}", 5);
          }
          case "annotations" -> {
            var marked = Point.class.getAnnotation(Marked.class);
            yield marked.value() + marked.type().getSimpleName() + marked.equals(Point.class.getAnnotation(Marked.class));
          }
          case "proxies" -> {
            var handler = (java.lang.reflect.InvocationHandler) (proxy, method, arguments) -> "p";
            var own = (Greeting) java.lang.reflect.Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {Greeting.class}, handler);
            @SuppressWarnings("unchecked")
            var theirs = (java.util.concurrent.Callable<String>) java.lang.reflect.Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {java.util.concurrent.Callable.class}, handler);
            yield own.hello() + theirs.call();
          }
          case "serialization" -> {
            var bytes = new java.io.ByteArrayOutputStream();
            try (var out = new java.io.ObjectOutputStream(bytes)) { out.writeObject(new Point(1, Point.Kind.B)); }
            try (var in = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
              yield in.readObject().equals(new Point(1, Point.Kind.B));
            }
          }
          case "handles" -> {
            var lookup = java.lang.invoke.MethodHandles.lookup();
            var constructor = lookup.findConstructor(Hello.class, java.lang.invoke.MethodType.methodType(void.class));
            String all = "";
            for (int i = 0; i < 300; i++) {
              Object made = constructor.asType(java.lang.invoke.MethodType.methodType(Object.class)).invokeExact();
              all = "" + made.getClass().getMethod("hello").invoke(made) + switch ((Object) new Point(i, Point.Kind.A)) {
                case Point(int x, Point.Kind kind) when kind == Point.Kind.A -> "A";
                default -> "other";
              };
            }
            yield all;
          }
          case "beans" -> {
            var server = java.lang.management.ManagementFactory.getPlatformMBeanServer();
            var name = new javax.management.ObjectName("odd:version=${version}");
            server.registerMBean(new javax.management.StandardMBean(
                (OddMXBean) () -> new Point(7, Point.Kind.A), OddMXBean.class, true), name);
            var point = (javax.management.openmbean.CompositeData) server.getAttribute(name, "Point");
            server.unregisterMBean(name);
            yield point.get("x") + "" + java.beans.Introspector.getBeanInfo(Hello.class).getBeanDescriptor().getName();
          }
          default -> throw new IllegalArgumentException(what);
        };
      }

      private static String http() throws Exception {
        var server = com.sun.net.httpserver.HttpServer.create(
            new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("hi".getBytes());
          exchange.close();
        });
        server.start();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
          var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(
              "http://127.0.0.1:" + server.getAddress().getPort() + "/")).build();
          return client.sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString())
              .thenApply(it -> it.body() + new Hello().hello()).get();
        } finally {
          server.stop(0);
        }
      }

      private static String xml() throws Exception {
        var text = "<a><b c='1'/></a>";
        var document = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new java.io.ByteArrayInputStream(text.getBytes()));
        var found = javax.xml.xpath.XPathFactory.newInstance().newXPath().evaluate("/a/b/@c", document);
        var sheet = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
            + "<xsl:output method='text'/><xsl:template match='/'>t<xsl:value-of select='//@c'/></xsl:template></xsl:stylesheet>";
        var out = new java.io.StringWriter();
        javax.xml.transform.TransformerFactory.newInstance()
            .newTransformer(new javax.xml.transform.stream.StreamSource(new java.io.StringReader(sheet)))
            .transform(new javax.xml.transform.dom.DOMSource(document), new javax.xml.transform.stream.StreamResult(out));
        var elements = new ArrayList<String>();
        javax.xml.parsers.SAXParserFactory.newInstance().newSAXParser().parse(
            new java.io.ByteArrayInputStream(text.getBytes()), new org.xml.sax.helpers.DefaultHandler() {
              public void startElement(String uri, String local, String name, org.xml.sax.Attributes more) {
                elements.add(name);
              }
            });
        var reader = javax.xml.stream.XMLInputFactory.newInstance().createXMLEventReader(new java.io.StringReader(text));
        int events = 0;
        while (reader.hasNext()) { reader.nextEvent(); events++; }
        var schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:string'/></xs:schema>";
        javax.xml.validation.SchemaFactory.newInstance("http://www.w3.org/2001/XMLSchema")
            .newSchema(new javax.xml.transform.stream.StreamSource(new java.io.StringReader(schema)));
        return found + out + elements + events;
      }
      """;
}
