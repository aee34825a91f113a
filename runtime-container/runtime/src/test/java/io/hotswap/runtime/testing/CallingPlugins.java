package io.hotswap.runtime.testing;

/** Plugins that call each other, as the body of a call says. */
public final class CallingPlugins {
  private static final String CALLING =
      """
      private PluginContext context;

      public void start(PluginContext given) { context = given; }

      public Reply handle(Call call) throws Exception {
        var words = new ArrayDeque<>(List.of(new String(call.body()).split(" ")));
        int size = -1;
        Call within = call;
        boolean elsewhere = false;
        boolean uncaught = false;
        boolean hasty = false;
        for (boolean word = true; word; ) {
          switch (String.valueOf(words.peek())) {
            case "elsewhere" -> { words.pop(); elsewhere = true; }
            case "uncaught" -> { words.pop(); uncaught = true; }
            case "hasty" -> { words.pop(); hasty = true; }
            case "forged" -> { words.pop(); within = new Forged(); }
            case "large" -> { words.pop(); size = Integer.parseInt(words.pop()); }
            default -> word = false;
          }
        }
        if (words.size() < 3) return Reply.text("NAME answers");
        var plugin = words.pop();
        var operation = words.pop();
        var body = size < 0 ? String.join(" ", words).getBytes() : new byte[size];
        var request = new PluginRequest(plugin, operation, "text/plain", body);
        if (hasty) {
          var me = Thread.currentThread();
          Thread.ofVirtual().start(() -> {
            try { Thread.sleep(500); } catch (InterruptedException e) { }
            me.interrupt();
          });
        }
        try {
          Reply reply;
          if (elsewhere) {
            var found = new java.util.concurrent.CompletableFuture<Reply>();
            Call of = within;
            Thread.ofPlatform().start(() -> found.complete(context.call(of, request)));
            reply = found.get();
          } else {
            reply = context.call(within, request);
          }
          return Reply.text("NAME got " + new String(reply.body()));
        } catch (PluginCallFailed failed) {
          if (uncaught) throw failed;
          if (hasty && Thread.interrupted()) return Reply.text("NAME was interrupted");
          return Reply.text("NAME met " + failed.reason() + " " + failed.pointer() + ": " + failed.getMessage());
        }
      }

      static final class Forged implements Call {
        public String operation() { return "run"; }
        public String tenant() { return "globex"; }
        public String contentType() { return "text/plain"; }
        public byte[] body() { return new byte[0]; }
        public Configuration configuration() { return null; }
        public String traceparent() { return ""; }
        public java.time.Instant deadline() { return java.time.Instant.MAX; }
      }
      """;

  private static final String ANSWERING =
      """
      private final java.util.concurrent.atomic.AtomicInteger interruptions =
          new java.util.concurrent.atomic.AtomicInteger();
      private final java.util.concurrent.atomic.AtomicInteger lingering =
          new java.util.concurrent.atomic.AtomicInteger();

      public Reply handle(Call call) throws Exception {
        if (call.body().length > 1000) return Reply.text(call.body().length + " bytes");
        var body = new String(call.body());
        switch (body) {
          case "reject" -> throw new CallRejected("/rate", "no such rate");
          case "throw" -> throw new IllegalStateException("for a test");
          case "interruptions" -> { return Reply.text("" + interruptions); }
          case "lingering" -> { return Reply.text("" + lingering); }
          case "linger" -> { lingering.incrementAndGet(); Thread.sleep(300); }
          case "sleep" -> {
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              interruptions.incrementAndGet();
              throw e;
            }
          }
          default -> { }
        }
        boolean own = Thread.currentThread().getContextClassLoader() == getClass().getClassLoader();
        return Reply.text(
            "VERSION " + call.tenant() + " " + call.contentType() + " " + body + " "
                + call.configuration().json() + " own " + own);
      }
      """;

  private CallingPlugins() {}

  /** Calls `<plugin> <operation> <body>` of its own body, after words that say how. */
  public static PluginSource calling(String name, String version, String... permitted) {
    return PluginSource.of(name, version, CALLING.replace("NAME", name)).calling(permitted);
  }

  /** Says its version and what it got, or does what the body says. */
  public static PluginSource answering(String name, String version) {
    return PluginSource.of(name, version, ANSWERING.replace("VERSION", version));
  }
}
