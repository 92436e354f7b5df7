import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.concurrent.CountDownLatch;
import org.h2.mvstore.MVStore;

/** Runs mongo-java-server with its data in one file: `java -cp jars/* MongoServerOnFiles.java PORT FILE`. */
public class MongoServerOnFiles {
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        MVStore store = new MVStore.Builder().fileName(arguments[1]).autoCommitDisabled().open();
        // The store's own interval is a second; a hard kill then costs a second of acknowledged writes.
        store.setAutoCommitDelay(50);
        MongoServer server = new MongoServer(new H2Backend(store));
        server.bind("127.0.0.1", port);
        System.out.println("listening on 127.0.0.1:" + port);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            stopped.countDown();
        }));
        stopped.await();
    }
}
