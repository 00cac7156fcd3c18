import { type ApiShape, bodyOf, discovery } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Problem } from '../parts/problem';
import { Status, type Tone } from '../parts/status';
import { Table } from '../parts/table';
import { Time } from '../parts/time';

type Service = ApiShape<'ServiceEntry'>;

const REFRESH_MS = 10_000;
const TONES: Readonly<Record<Service['health'], Tone>> = {
  healthy: 'good',
  unverified: 'idle',
  failing: 'bad',
  evicted: 'bad',
};
/** What is in trouble comes first. */
const ORDER: readonly Service['health'][] = ['evicted', 'failing', 'unverified', 'healthy'];

/** Who is there, and who is well. */
export function Services() {
  const services = useLoad('services', (signal) => bodyOf(discovery.GET('/services', { signal })), {
    everyMs: REFRESH_MS,
  });
  const sorted = [...(services.value ?? [])].sort(
    (one, other) => ORDER.indexOf(one.health) - ORDER.indexOf(other.health) || one.name.localeCompare(other.name),
  );
  return (
    <>
      <div class="head">
        <h1>Services</h1>
        {services.value && <span class="muted">{sorted.length} registered</span>}
      </div>
      <Problem error={services.error} />
      <section class="panel" aria-label="Services found">
        {services.value?.length === 0 && <p class="empty">No service is registered</p>}
        {sorted.length > 0 && <ServiceTable services={sorted} />}
      </section>
    </>
  );
}

const ServiceTable = ({ services }: { services: readonly Service[] }) => (
  <Table columns={['Health', 'Service', 'What it offers', 'Profile', 'Changed']}>
    {services.map((service) => (
      <ServiceRow key={service.registryID} service={service} />
    ))}
  </Table>
);

function ServiceRow({ service }: { service: Service }) {
  const { name, url, health, reason, description, tags = [], resources = [], updatedAt } = service;
  const offers = [...new Set([...resources, ...tags])];
  return (
    <tr>
      <td>
        <Status tone={TONES[health]} text={health} />
        {reason && <div class="detail">{reason}</div>}
      </td>
      <td>
        {name}
        <div class="detail mono">{url}</div>
      </td>
      <td>
        {description}
        <div class="detail">{offers.join(', ')}</div>
      </td>
      <td>
        <Profile service={service} />
      </td>
      <td class="nowrap">
        <Time at={updatedAt} />
      </td>
    </tr>
  );
}

/** The vocabulary that the service says it speaks, and whether it is sound. */
function Profile({ service: { alps, profile, alpsStatus, alpsFaults = [] } }: { service: Service }) {
  return (
    <>
      {alpsStatus && <Status tone={alpsStatus === 'ok' ? 'good' : 'unsure'} text={`ALPS ${alpsStatus}`} />}
      <div class="detail mono">{alps ?? profile}</div>
      {alpsFaults.length > 0 && (
        <details>
          <summary>{alpsFaults.length} faults</summary>
          <ul>
            {alpsFaults.map((fault) => (
              <li key={JSON.stringify(fault)}>
                <code>{fault.pointer}</code> {fault.message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
