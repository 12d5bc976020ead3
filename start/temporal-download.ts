/**
 * A process of its own that lets the Temporal SDK download its development server: `node start/temporal-download.ts FOLDER VERSION`.
 * The SDK downloads only by starting the server; and a process can be ended when the network is silent, a call into the SDK cannot.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir, version] = process.argv.slice(2);
if (downloadDir === undefined || version === undefined) throw new Error('FOLDER and VERSION are needed');

const environment = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir, version } } });
await environment.teardown();
